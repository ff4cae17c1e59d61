import { type Message, type Readiness } from '@libs/contracts';
import { type Logger, otherPut, type Storage, StorageAway, StorageFull } from '@libs/platform';
import { Readable } from 'node:stream';
import { inTime } from './in-time';
import { Outage } from './outage';

type State = Readiness['archive'];

/** The archive is tried by a real put, which costs an fsync: watchmen may ask more often than that. */
const PROBE_MILLISECONDS = 5_000;
/** No entity has this id. What is put under it is always the same and never grows. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const probe = Buffer.from('Belegfluss prüft, ob das Archiv schreibbar ist.\n');
/** So long what was refused for want of room speaks against the archive, where its free space tells nothing. */
const REFUSED_MILLISECONDS = 60_000;

type Trouble = Exclude<State, 'writable'>;

const texts: Record<Trouble, Message> = {
  low: {
    de: 'Im Archiv ist weniger Platz, als ein Beleg der erlaubten Größe braucht (UPLOAD_BYTES). Noch wird angenommen, was hineinpasst. Bitte Platz schaffen, bevor es voll ist; ein Neustart ist nicht nötig.',
    en: 'The archive has less room than a document of the size that is allowed needs (UPLOAD_BYTES). What fits is still accepted. Free some space before it is full; no restart is needed.',
  },
  full: {
    de: 'Im Archiv ist kein Platz mehr. Was nicht hineinpasst, wird nicht angenommen: HTTP 507, SMTP 452; Eingangsordner und Postfächer warten. Gelesen und bearbeitet werden kann weiter. Bitte Platz schaffen; ein Neustart ist nicht nötig.',
    en: 'The archive has no room left. What does not fit is not accepted: HTTP 507, SMTP 452; hot folders and mailboxes wait. Reading and working go on. Free some space; no restart is needed.',
  },
  down: {
    de: 'Das Archiv antwortet nicht oder lässt sich nicht beschreiben. Angenommen wird nichts: HTTP 503, SMTP 451; Eingangsordner, Postfächer und Schritte warten. Bitte den Speicher, seine Rechte und bei S3 auch S3_ENDPOINT und das Netz prüfen. Danach geht es von selbst weiter.',
    en: 'The archive does not answer or cannot be written to. Nothing is accepted: HTTP 503, SMTP 451; hot folders, mailboxes and steps wait. Check the storage, its rights and, with S3, S3_ENDPOINT and the network. It goes on by itself then.',
  },
};

/** Whether the archive takes what arrives. A small file may still fit where no invoice does, so what puts were told counts as well. */
export class WatchArchive {
  /** The same archive, whose puts are heard. */
  readonly archive: Storage;
  private readonly outage: Outage<Trouble>;
  private probed: { readonly at: number; readonly state: Promise<State> } | undefined;
  private refused: { readonly at: number; forWantOfRoom: boolean } | undefined;

  /** `needed` is the size of the largest document that may come. */
  constructor(
    private readonly inner: Storage,
    private readonly needed: number,
    log: Pick<Logger, 'warn'>,
  ) {
    this.outage = new Outage({
      log,
      texts,
      over: { de: 'Das Archiv nimmt wieder an.', en: 'The archive takes documents again.' },
      isWell: async () => (await this.state()) === 'writable',
    });
    this.archive = otherPut(inner, async (...args) => {
      try {
        return await inner.put(...args);
      } catch (error) {
        await this.failed(error);
        throw error;
      }
    });
  }

  /** As it was found at most a few seconds ago. */
  async state(): Promise<State> {
    const now = performance.now();
    if (!this.probed || now - this.probed.at > PROBE_MILLISECONDS) this.probed = { at: now, state: this.look() };
    const state = await this.probed.state;
    const found = (state === 'writable' || state === 'low') && this.wasRefused() ? 'full' : state;
    if (found !== 'writable') this.outage.seen(found, false);
    return found;
  }

  /** Somebody could not be served, were it only that he wanted to read. */
  heard(error: unknown): void {
    if (error instanceof StorageAway) this.outage.seen('down');
  }

  private async failed(error: unknown): Promise<void> {
    if (error instanceof StorageAway) this.outage.seen('down', false); // counted where it is heard
    if (!(error instanceof StorageFull)) return;
    this.outage.seen('full');
    this.probed = undefined;
    this.refused = { at: performance.now(), forWantOfRoom: (await this.hasRoom()) === false };
  }

  private async look(): Promise<State> {
    const put = this.inner.put(NOBODY, Readable.from([probe]), { maxBytes: probe.length });
    const state = await inTime(
      put.then(() => 'writable' as const),
      'down' as const,
    ).catch((error: unknown) => (error instanceof StorageFull ? 'full' : 'down'));
    const hasRoom = state === 'writable' ? await this.hasRoom() : undefined;
    // a quota or a bucket does not show in the free space; where the space was the reason, it has been made since
    if (hasRoom === true && this.refused?.forWantOfRoom === true) this.refused = undefined;
    return hasRoom === false ? 'low' : state;
  }

  private wasRefused(): boolean {
    return this.refused !== undefined && performance.now() - this.refused.at < REFUSED_MILLISECONDS;
  }

  /** Undefined where nobody can say. */
  private async hasRoom(): Promise<boolean | undefined> {
    const free = await inTime(this.inner.free(), undefined).catch(() => undefined);
    return free === undefined ? undefined : free >= this.needed;
  }
}
