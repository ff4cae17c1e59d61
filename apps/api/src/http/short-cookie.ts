import { type FastifyReply, type FastifyRequest } from 'fastify';
import './secure-cookies';

/** What binds the steps of one sign-in to one browser, for some minutes, and goes to the doors of the session alone. */
export class ShortCookie {
  constructor(
    private readonly name: string,
    private readonly seconds: number,
    /** Lax where the browser comes back from another house, and brings it along all the same. */
    private readonly sameSite: 'lax' | 'strict',
  ) {}

  read({ cookies, server }: FastifyRequest): string | undefined {
    return cookies[this.nameOf(server.cookiesAreSecure)];
  }

  set(reply: FastifyReply, value: string): void {
    const { cookiesAreSecure: secure } = reply.server;
    void reply.setCookie(this.nameOf(secure), value, { ...this.options(secure), maxAge: this.seconds });
  }

  clear(reply: FastifyReply): void {
    const { cookiesAreSecure: secure } = reply.server;
    void reply.clearCookie(this.nameOf(secure), this.options(secure));
  }

  /** Browsers take such a name over https alone. */
  private nameOf(secure: boolean): string {
    return secure ? `__Secure-${this.name}` : this.name;
  }

  private options(secure: boolean) {
    return { path: '/api/v1/session', httpOnly: true, sameSite: this.sameSite, secure };
  }
}
