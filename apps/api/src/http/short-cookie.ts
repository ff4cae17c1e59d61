import { type FastifyReply, type FastifyRequest } from 'fastify';

/** What binds the steps of one sign-in to one browser, for some minutes, and goes to the doors of the session alone. */
export class ShortCookie {
  constructor(
    private readonly name: string,
    private readonly seconds: number,
    /** Lax where the browser comes back from another house, and brings it along all the same. */
    private readonly sameSite: 'lax' | 'strict',
  ) {}

  read(request: FastifyRequest): string | undefined {
    return request.cookies[this.name];
  }

  set(reply: FastifyReply, value: string, secure: boolean): void {
    void reply.setCookie(this.name, value, { ...this.options(secure), maxAge: this.seconds });
  }

  clear(reply: FastifyReply, secure: boolean): void {
    void reply.clearCookie(this.name, this.options(secure));
  }

  private options(secure: boolean) {
    return { path: '/api/v1/session', httpOnly: true, sameSite: this.sameSite, secure };
  }
}
