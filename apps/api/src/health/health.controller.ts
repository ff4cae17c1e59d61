import { type Liveness, type Readiness } from '@libs/contracts';
import { WatchHouse } from '@libs/operations';
import { QueueState } from '@libs/platform';
import { Controller, Get, Res } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { OpenToEverybody } from '../http/actor';

@Controller(['health', 'api/v1/health'])
export class HealthController {
  constructor(
    private readonly house: WatchHouse,
    private readonly queue: QueueState,
  ) {}

  /** The process runs. */
  @Get('live')
  @OpenToEverybody()
  live(): Liveness {
    return { status: 'up' };
  }

  /** Documents can be accepted: the database answers and the archive takes what is put into it. */
  @Get('ready')
  @OpenToEverybody()
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.house.readiness(this.queue.mode);
    if (readiness.status !== 'ready') void reply.status(503).header('retry-after', '5');
    return readiness;
  }
}
