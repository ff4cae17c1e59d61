import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Received } from '@libs/contracts';
import { createTransport } from 'nodemailer';
import { type Ground, mailAddress } from '../ground/ground';
import { type Untaken } from '../check/hidden-waits';
import { type File, sha256Of } from '../plan/documents';
import { partsOf } from '../plan/mail-parts';
import { type Way } from '../plan/load-plan';
import { type AcknowledgedList, arrivalsIn } from './acknowledged';
import { type Answer, type Door } from './door';
import { type Ending, type Journal, smtpDoor } from './journal';
import { DOT, SmtpTalk } from './smtp-talk';

export type Sent = {
  readonly key: string;
  readonly sha256: string;
  readonly acknowledged: boolean;
  readonly id?: string;
};

/** Seconds until a sender gives up: one who delivers, one whose mail or file is fetched by the town. */
const patience = { delivering: 90, fetched: 150 };

/**
 * The ways into the town, as the outside world uses them: whoever hears no yes sends the same again, and what was
 * answered yes goes onto the list.
 */
export class Senders {
  /** Everything that anybody tried to send, answered or not. */
  readonly tried: { readonly key: string; readonly sha256: string; readonly channel: Way }[] = [];
  private readonly lying = new Map<string, Untaken & { readonly isThere: () => boolean }>();
  private dropped = 0;

  constructor(
    private readonly ground: Ground,
    private readonly list: AcknowledgedList,
    private readonly journal: Journal,
    private readonly door: Door,
    /** Seconds of the longest planned outage: so much more patience everybody has. */
    private readonly outage = 0,
  ) {}

  /** What lies in the hot folder or the mailbox, also when its sender has lost patience. */
  get untaken(): readonly Untaken[] {
    return [...this.lying.values()].filter(({ isThere }) => isThere());
  }

  /** What nobody took, as long as its sender was patient. */
  get notTaken(): readonly string[] {
    const taken = new Set(arrivalsIn(this.list.all()).map(({ channel, key }) => `${channel} ${key}`));
    return this.tried.map(({ channel, key }) => `${channel} ${key}`).filter((what) => !taken.has(what));
  }

  /** `key` is the Idempotency-Key: the same for every repetition. */
  async upload(file: File, key: string, first?: number): Promise<Sent> {
    const sha256 = sha256Of(file.bytes);
    this.tried.push({ key, sha256, channel: 'upload' });
    const answer = await this.door.insist(
      'upload',
      {
        method: 'POST',
        path: '/documents',
        form: formOf(file),
        headers: { 'idempotency-key': key },
        ...(first === undefined ? {} : { first }),
      },
      patience.delivering + this.outage,
    );
    if (answer?.status !== 201) {
      if (answer) this.journal.complain(`upload ${key} was refused with ${answer.status}`);
      return { key, sha256, acknowledged: false };
    }
    return { key, sha256, acknowledged: true, id: this.noteUpload(answer, sha256, key) };
  }

  /** One attempt at one api by a slow client: half of it is there, then `between`, then the rest. The status; 0 when cut. */
  async uploadInHalves(file: File, key: string, api: number, between: () => Promise<void>): Promise<number> {
    const sha256 = sha256Of(file.bytes);
    this.tried.push({ key, sha256, channel: 'upload' });
    const whole = new Response(formOf(file));
    const bytes = new Uint8Array(await whole.arrayBuffer());
    const half = bytes.length >> 1;
    async function* parts(): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, half);
      await between();
      yield bytes.subarray(half);
    }
    const headers = { 'idempotency-key': key, 'content-type': whole.headers.get('content-type') ?? '' };
    const request = { method: 'POST', path: '/documents', stream: ReadableStream.from(parts()), headers };
    const answer = await this.door.once('upload', request, api).catch(() => undefined);
    if (answer?.status === 201) this.noteUpload(answer, sha256, key);
    return answer?.status ?? 0;
  }

  /** Like a mail server: another receiver after an error or 4xx, until one takes it. */
  async mail(raw: Buffer, key: string): Promise<Sent> {
    const [sha256, parts] = [sha256Of(raw), partsOf(raw)];
    this.tried.push({ key, sha256, channel: 'mail' });
    const end = performance.now() + (patience.delivering + this.outage) * 1000;
    for (let turn = key.length + this.tried.length; performance.now() < end; turn += 1) {
      const code = await this.deliver(raw, this.ground.smtpPorts[turn % this.ground.smtpPorts.length] ?? 0);
      if (code === 250) {
        this.list.add({ kind: 'arrival', channel: 'mail', sha256, key, parts, at: this.journal.now() });
        return { key, sha256, acknowledged: true };
      }
      if (code >= 500) {
        this.journal.complain(`mail ${key} was refused with ${code}`);
        return { key, sha256, acknowledged: false };
      }
      await sleep(300 + Math.random() * 900);
    }
    return { key, sha256, acknowledged: false };
  }

  /** The same by SMTP, at one receiver. The code of the reply; 0 when there was none. */
  async mailInHalves(raw: Buffer, key: string, port: number, between: () => Promise<void>): Promise<number> {
    const [sha256, parts] = [sha256Of(raw), partsOf(raw)];
    this.tried.push({ key, sha256, channel: 'mail' });
    const note = this.journal.begins('mail', smtpDoor(port));
    const talk = new SmtpTalk(port);
    const ready = await talk.envelope(mailAddress);
    if (ready === 354) {
      const half = raw.length >> 1;
      talk.send(raw.subarray(0, half));
      await between();
      talk.send(raw.subarray(half));
    }
    const code = ready === 354 ? await talk.say(DOT) : ready;
    talk.hangUp();
    note(endingOf(code), code);
    if (code === 250) this.list.add({ kind: 'arrival', channel: 'mail', sha256, key, parts, at: this.journal.now() });
    return code;
  }

  /** Moves the file into the inbox; gone from there means taken. */
  async drop(file: File, key: string): Promise<Sent> {
    const { hotFolder } = this.ground;
    if (hotFolder === undefined) throw new Error('This run has no hot folder.');
    const sha256 = sha256Of(file.bytes);
    this.tried.push({ key, sha256, channel: 'folder' });
    this.dropped += 1;
    const making = join(this.ground.folder, 'making');
    mkdirSync(making, { recursive: true });
    const name = `${String(this.dropped).padStart(5, '0')}-${file.name}`;
    const place = join(hotFolder, 'inbox', name);
    writeFileSync(join(making, name), file.bytes);
    renameSync(join(making, name), place);
    this.lies('folder', key, () => existsSync(place));

    const end = performance.now() + (patience.fetched + this.outage) * 1000;
    const [began, start] = [this.journal.now(), performance.now()];
    while (performance.now() < end) {
      if (await exists(join(hotFolder, 'problem', name))) {
        this.lying.delete(`folder ${key}`);
        this.journal.complain(`file ${key} was laid aside as a problem`);
        return { key, sha256, acknowledged: false };
      }
      if (!(await exists(place))) {
        this.lying.delete(`folder ${key}`);
        this.journal.add({ what: 'folder', began, ms: performance.now() - start, ending: 'ok', status: 0 });
        this.list.add({ kind: 'arrival', channel: 'folder', sha256, key, at: this.journal.now() });
        return { key, sha256, acknowledged: true };
      }
      await sleep(100);
    }
    return { key, sha256, acknowledged: false };
  }

  /** Delivers into the mailbox; gone from there means taken. */
  async post(raw: Buffer, key: string): Promise<Sent> {
    const { mailbox } = this.ground;
    if (mailbox === undefined) throw new Error('This run has no mailbox.');
    const [sha256, parts] = [sha256Of(raw), partsOf(raw)];
    this.tried.push({ key, sha256, channel: 'mailbox' });
    const [began, start] = [this.journal.now(), performance.now()];
    const name = mailbox.put(raw);
    this.lies('mailbox', key, () => mailbox.isWaiting(name));
    while (mailbox.isWaiting(name)) {
      if (performance.now() - start > (patience.fetched + this.outage) * 1000)
        return { key, sha256, acknowledged: false };
      await sleep(100);
    }
    this.lying.delete(`mailbox ${key}`);
    if (mailbox.problems() > 0) this.journal.complain(`a mail was laid aside as a problem, ${key} or one before`);
    this.journal.add({ what: 'mailbox', began, ms: performance.now() - start, ending: 'ok', status: 0 });
    this.list.add({ kind: 'arrival', channel: 'mailbox', sha256, key, parts, at: this.journal.now() });
    return { key, sha256, acknowledged: true };
  }

  private lies(way: Way, key: string, isThere: () => boolean): void {
    const what = `${way} ${key}`;
    this.lying.set(what, { what, since: this.journal.now(), isThere });
  }

  /** The code of the reply; 0 when there was none. */
  private async deliver(raw: Buffer, port: number): Promise<number> {
    const transport = createTransport({
      host: '127.0.0.1',
      port,
      ignoreTLS: true,
      connectionTimeout: 3000,
      greetingTimeout: 5000,
      socketTimeout: 20_000,
    });
    const note = this.journal.begins('mail', smtpDoor(port));
    const code = await transport
      .sendMail({ envelope: { from: 'buero@absender.example', to: mailAddress }, raw })
      .then(() => 250, codeOf)
      .finally(() => transport.close());
    note(endingOf(code), code);
    return code;
  }

  private noteUpload({ json }: Answer, sha256: string, key: string): string {
    const arrival = Received.parse(json).arrivals[0];
    if (!arrival) throw new Error(`The answer to upload ${key} names no arrival.`);
    const { id, number } = arrival;
    this.list.add({ kind: 'arrival', channel: 'upload', sha256, key, id, number, at: this.journal.now() });
    return id;
  }
}

function formOf(file: File): FormData {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name);
  return form;
}

/** What the code of an SMTP reply means for the sender. */
const endingOf = (code: number): Ending =>
  code === 250 ? 'ok' : code === 0 ? 'cut' : code < 500 ? 'later' : 'refused';

const codeOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'responseCode' in error ? Number(error.responseCode) : 0;

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
