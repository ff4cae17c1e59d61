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
import { tooManyReads, tooManySignIns, tooManyUploads } from './overloaded';

const held = new WeakMap<FastifyRequest, () => void>();
/** The read has all that it needs of the database: how long its answer takes to send is nobody's business. */
export const leaveReads = (request: FastifyRequest): void => held.get(request)?.();

const LASTING = 'stays open';
/** An answer that lasts as long as the browser looks: it takes no place among the reads. */
export const StaysOpen = () => SetMetadata(LASTING, true);

const UPLOADS = 'takes uploads';
/** What arrives here is an upload, whatever its headers say. */
export const TakesUploads = () => SetMetadata(UPLOADS, true);

const SIGN_IN = 'looks at passwords';
/** Open to everybody, and costly: a password is hashed for whoever asks. */
export const LooksAtPasswords = () => SetMetadata(SIGN_IN, true);

/** Connections of the api to the database unless the settings say otherwise. */
export const CONNECTIONS = 20;
const READ_PATIENCE_MILLISECONDS = 3_000;
/**
 * A hash takes one of the four threads that also carry the files of the archive, and 20 to 50 ms of a core. So many in
 * line are through within the patience; who comes then hears at once that it is too much.
 */
const SIGN_INS = { atOnce: 1, patienceMilliseconds: 4_000, inLine: 40 };

/**
 * The first at every door. Reads never hold all connections to the database: however many and however slow they are, what
 * arrives is still accepted. More uploads than the process bears are answered before their body is read. Passwords are
 * looked at one after the other: strangers who try them hold up nobody but each other.
 */
@Injectable()
export class Admission implements CanActivate, NestInterceptor {
  private readonly reads: Gate;
  private readonly uploads: Gate;
  private readonly signIns = new Gate(SIGN_INS.atOnce, SIGN_INS.patienceMilliseconds, SIGN_INS.inLine);

  constructor(
    { databaseConnections = CONNECTIONS, limits }: Pick<Config, 'databaseConnections' | 'limits'>,
    metrics: Metrics,
    private readonly reflector: Reflector,
  ) {
    this.reads = new Gate(Math.floor(databaseConnections * 0.6), READ_PATIENCE_MILLISECONDS);
    this.uploads = new Gate(limits.uploadsAtOnce, 0);
    metrics.read('requests_inside', 'Reads, uploads and sign-ins in work.', ['kind'], () => [
      { labels: { kind: 'read' }, value: this.reads.inside },
      { labels: { kind: 'upload' }, value: this.uploads.inside },
      { labels: { kind: 'sign-in' }, value: this.signIns.inside },
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

  /** A read is over when its answer is known. A sign-in is over when its hash is, also if who asked hung up long before. */
  async intercept(context: ExecutionContext, handler: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (isMarked(this.reflector, context, SIGN_IN)) return this.inTurn(context, handler);
    return handler.handle().pipe(finalize(() => leaveReads(request)));
  }

  private async inTurn(context: ExecutionContext, handler: CallHandler): Promise<Observable<unknown>> {
    const leave = await this.signIns.enter();
    if (!leave) throw tooManySignIns();
    const { raw } = context.switchToHttp().getResponse<FastifyReply>();
    if (!raw.closed) return handler.handle().pipe(finalize(leave));
    leave(); // nobody listens any more
    throw tooManySignIns();
  }

  private gateOf(request: FastifyRequest, context: ExecutionContext): Gate | undefined {
    const marked = (mark: string): boolean => isMarked(this.reflector, context, mark);
    if (marked(UPLOADS)) return this.uploads;
    const reads = request.method === 'GET' || request.method === 'HEAD';
    return reads && !marked(OPEN) && !marked(LASTING) ? this.reads : undefined;
  }
}
