import { type Logger } from '@libs/platform';
import { type Redis } from 'ioredis';
import { hastyClient } from './clients';
import { evictionPolicy, evicts, unknownPolicy } from './eviction-policy';
import { type Trouble, troubleOf } from './trouble';

export type PulseOptions = { readonly url: string; readonly prefix: string; readonly log: Logger };

const EVERY_MILLISECONDS = 1_000;
/** One late answer is a hiccup, two are an outage. */
const MISSES = 2;
/** A policy that is changed while the server runs is noticed after so many beats. */
const POLICY_BEATS = 10;
const silence = new Error('Redis answer timed out.');

/**
 * Whether Redis is fit to carry jobs, told by a small write each second: a server that is full, read-only or hangs
 * answers PING or accepts connections and is still of no use.
 */
export class Pulse {
  private readonly client: Redis;
  private readonly listeners: ((up: boolean) => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private misses = 0;
  private beats = 0;
  private evicting = false;
  private toldPolicyUnknown = false;
  private state: 'unknown' | 'up' | 'down' = 'unknown';
  private trouble: Trouble | undefined;
  private beating: Promise<void> | undefined;
  /** What the connection said since it was last good; that tells more than the command that found no connection. */
  private lastError: Error | undefined;

  constructor(private readonly options: PulseOptions) {
    this.client = hastyClient(options.url);
    // From the beginning: a refusal may come before the first beat, and "ready" follows it all the same.
    this.client.on('error', (error) => (this.lastError = error));
  }

  get up(): boolean {
    return this.state === 'up';
  }

  /** Called on each change, and once at the first beat. */
  onChange(listener: (up: boolean) => void): void {
    this.listeners.push(listener);
  }

  /** Called once, as soon as Redis is fit. */
  onFirstUp(listener: () => void): void {
    let told = false;
    const tell = (up: boolean): void => {
      if (!up || told) return;
      told = true;
      listener();
    };
    this.onChange(tell);
    tell(this.up);
  }

  /** Resolves after the first beat, whichever way it went. */
  async start(): Promise<void> {
    this.misses = MISSES; // at the start there is no benefit of the doubt
    await this.beat();
    this.timer = setInterval(() => void this.beat(), EVERY_MILLISECONDS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.client.disconnect();
    await this.beating;
  }

  private beat(): Promise<void> {
    this.beating ??= this.look().finally(() => (this.beating = undefined));
    return this.beating;
  }

  private async look(): Promise<void> {
    try {
      await this.connected();
      await this.client.set(`${this.options.prefix}:pulse`, '1', 'EX', 60);
      this.lastError = undefined;
      if (!this.up || this.beats % POLICY_BEATS === 0) await this.askPolicy();
      this.beats += 1;
      if (this.evicting) {
        this.turn(false, evicting);
        return;
      }
      this.misses = 0;
      this.turn(true);
    } catch (error) {
      this.misses += 1;
      if (this.misses >= MISSES) this.turn(false, this.reason(error));
    }
  }

  private reason(error: unknown): Trouble {
    const tls = this.options.url.startsWith('rediss:');
    const own = troubleOf(error, tls);
    const found = own.code === 'away' ? troubleOf(this.lastError ?? error, tls) : own;
    // a server that speaks no TLS hangs up in different ways: the cause that was named already stays the likely one
    return found.code === 'away' && tls && this.trouble ? this.trouble : found;
  }

  private async askPolicy(): Promise<void> {
    const policy = await evictionPolicy(this.client);
    this.evicting = evicts(policy);
    if (policy !== undefined || this.toldPolicyUnknown) return;
    this.toldPolicyUnknown = true;
    this.options.log.warn({ redis: 'policy-unknown' }, `${unknownPolicy.de} / ${unknownPolicy.en}`);
  }

  private async connected(): Promise<void> {
    if (this.client.status === 'ready') return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.client.off('ready', end).off('error', end);
        resolve();
      };
      const late = (): void => {
        // connected, and no word came: the server hangs; or not even connected, and nothing was heard yet
        if (this.client.status === 'connect') this.lastError = silence;
        if (this.client.status === 'connecting') this.lastError ??= silence;
        end();
      };
      const timer = setTimeout(late, EVERY_MILLISECONDS);
      this.client.once('ready', end).once('error', end);
    });
  }

  private turn(up: boolean, trouble?: Trouble): void {
    const before = this.state;
    const same = this.trouble?.code === trouble?.code;
    this.state = up ? 'up' : 'down';
    this.trouble = trouble;
    if (before === this.state && same) return;
    this.tell(before);
    if (before !== this.state) for (const listener of this.listeners) listener(up);
  }

  private tell(before: 'unknown' | 'up' | 'down'): void {
    const { log } = this.options;
    if (this.trouble) {
      log.warn({ redis: this.trouble.code }, `${this.trouble.text.de} / ${this.trouble.text.en}`);
    } else if (before === 'down') {
      log.warn({ redis: 'up' }, 'Redis ist wieder da und verteilt die Arbeit. / Redis is back and spreads the work.');
    } else {
      log.info({ redis: 'up' }, 'redis spreads the work');
    }
  }
}

const evicting: Trouble = {
  code: 'evicting',
  text: {
    de: 'Redis ist inzwischen so eingestellt, dass es Einträge verwirft; es wird deshalb nicht benutzt. Die Arbeitstabelle in Postgres trägt allein, langsamer. Bitte maxmemory-policy auf noeviction stellen.',
    en: 'Redis has meanwhile been set to discard entries, so it is not used. The work table in Postgres carries alone, slower. Please set maxmemory-policy to noeviction.',
  },
};
