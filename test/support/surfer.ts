/** A browser without a screen: keeps cookies of each house, follows links and fills forms. */
export class Surfer {
  private readonly jars = new Map<string, Map<string, string>>();

  /** One step: the page, or where it leads. */
  async open(url: string, fields?: Readonly<Record<string, string>>): Promise<Step> {
    const { host } = new URL(url);
    const cookie = [...this.jar(host)].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
    });
    for (const line of answer.headers.getSetCookie()) this.keep(host, line);
    const location = answer.headers.get('location');
    const next = location === null ? undefined : new URL(location, url).href;
    return { url, status: answer.status, next, setCookies: answer.headers.getSetCookie(), body: await answer.text() };
  }

  /** Follows links until a page comes, or `stop` says that this address is not to be opened. */
  async follow(url: string, stop: (url: string) => boolean = () => false): Promise<Step> {
    let step = await this.open(url);
    while (step.next !== undefined && !stop(step.next)) step = await this.open(step.next);
    return step;
  }

  /** Sends the form of a page. */
  submit({ url, body }: Step, fields: Readonly<Record<string, string>>): Promise<Step> {
    const action = /<form[^>]*action="([^"]+)"/.exec(body)?.[1] ?? url;
    const hidden = [...body.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const all = { ...Object.fromEntries(hidden.map(([, name, value]) => [name!, value!])), ...fields };
    return this.open(new URL(action, url).href, all);
  }

  cookie(origin: string, name: string): string | undefined {
    return this.jar(new URL(origin).host).get(name);
  }

  setCookie(origin: string, name: string, value: string): void {
    this.jar(new URL(origin).host).set(name, value);
  }

  private jar(host: string): Map<string, string> {
    const jar = this.jars.get(host) ?? new Map<string, string>();
    this.jars.set(host, jar);
    return jar;
  }

  private keep(host: string, line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.jar(host).delete(name);
    else this.jar(host).set(name, value);
  }
}

export type Step = {
  readonly url: string;
  readonly status: number;
  readonly next: string | undefined;
  readonly setCookies: readonly string[];
  readonly body: string;
};
