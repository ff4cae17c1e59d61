import { WatchHouse } from '@libs/operations';
import { Controller, Get, Res } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { OpenToEverybody } from '../http/actor';

@Controller(['health', 'api/v1/health'])
export class HealthController {
  constructor(private readonly house: WatchHouse) {}

  /** The process runs. */
  @Get('live')
  @OpenToEverybody()
  live(): { status: string } {
    return { status: 'up' };
  }

  /** Documents can be accepted: the database answers. */
  @Get('ready')
  @OpenToEverybody()
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: string; database: string }> {
    try {
      await this.house.ready();
      return { status: 'ready', database: 'up' };
    } catch {
      void reply.status(503).header('retry-after', '5');
      return { status: 'not ready', database: 'down' };
    }
  }
}
