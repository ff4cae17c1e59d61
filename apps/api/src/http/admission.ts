import { type Config, type Metrics } from '@libs/platform';
import {
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { finalize, type Observable } from 'rxjs';
import { isMarked, OPEN } from './actor';
import { Gate } from './gate';
import { tooManyReads, tooManyUploads } from './overloaded';

const held = new WeakMap<FastifyRequest, () => void>();
/** The read has all that it needs of the database: how long its answer takes to send is nobody's business. */
export const leaveReads = (request: FastifyRequest): void => held.get(request)?.();

const LASTING = 'stays open';
/** An answer that lasts as long as the browser looks: it takes no place among the reads. */
export const StaysOpen = () => SetMetadata(LASTING, true);

/** Connections of the api to the database unless the settings say otherwise. */
export const CONNECTIONS = 20;
const READ_PATIENCE_MILLISECONDS = 3_000;

/**
 * The first at every door. Reads never hold all connections to the database: however many and however slow they are, what
 * arrives is still accepted. More uploads than the process bears are answered before their body is read.
 */
@Injectable()
export class Admission implements CanActivate, NestInterceptor {
  private readonly reads: Gate;
  private readonly uploads: Gate;

  constructor(
    { databaseConnections = CONNECTIONS, limits }: Pick<Config, 'databaseConnections' | 'limits'>,
    metrics: Metrics,
    private readonly reflector: Reflector,
  ) {
    this.reads = new Gate(Math.floor(databaseConnections * 0.6), READ_PATIENCE_MILLISECONDS);
    this.uploads = new Gate(limits.uploadsAtOnce, 0);
    metrics.read('requests_inside', 'Reads and uploads in work.', ['kind'], () => [
      { labels: { kind: 'read' }, value: this.reads.inside },
      { labels: { kind: 'upload' }, value: this.uploads.inside },
    ]);
    metrics.read('reads_waiting', 'Reads that wait for their turn.', [], () => [{ value: this.reads.waiting }]);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const gate = this.gateOf(request, context);
    if (!gate) return true;
    const leave = await gate.enter();
    if (!leave) throw gate === this.reads ? tooManyReads() : tooManyUploads();

    const { raw } = context.switchToHttp().getResponse<FastifyReply>();
    if (raw.closed) leave(); // who asked is gone: there will be no other end to hear of
    raw.once('close', leave);
    if (gate === this.reads) held.set(request, leave);
    return true;
  }

  /** A read is over when its answer is known. */
  intercept(context: ExecutionContext, handler: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return handler.handle().pipe(finalize(() => leaveReads(request)));
  }

  private gateOf(request: FastifyRequest, context: ExecutionContext): Gate | undefined {
    const marked = (mark: string): boolean => isMarked(this.reflector, context, mark);
    if (request.headers['content-type']?.startsWith('multipart/')) return this.uploads;
    const reads = request.method === 'GET' || request.method === 'HEAD';
    return reads && !marked(OPEN) && !marked(LASTING) ? this.reads : undefined;
  }
}
