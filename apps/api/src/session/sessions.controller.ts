import { type OpenSession } from '@libs/contracts';
import { type Actor, Sessions } from '@libs/operations';
import { Controller, Delete, Get, HttpCode, Param, Req } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { CurrentActor } from '../http/actor';
import { sessionToken } from '../http/session-cookie';
import { UuidParam } from '../http/zod.pipe';

/** Where a person is signed in, and the end of what they do not recognise. */
@Controller('api/v1/sessions')
export class SessionsController {
  constructor(private readonly sessions: Sessions) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<{ items: OpenSession[] }> {
    return { items: await this.sessions.list(actor, sessionToken(request) ?? '') };
  }

  @Delete(':id')
  @HttpCode(204)
  end(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<void> {
    return this.sessions.revoke(actor, id);
  }
}
