import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { z } from 'zod';
import { etag } from './etag';

const Versioned = z.object({ version: z.number().int() });

/** Whatever has a version is answered with it as its ETag, also when the answer is told again. */
@Injectable()
export class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, handler: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return handler.handle().pipe(
      tap((body: unknown) => {
        const versioned = Versioned.safeParse(body);
        if (versioned.success && !reply.sent) void reply.header('etag', etag(versioned.data.version));
      }),
    );
  }
}
