import { createWriteStream, existsSync, mkdirSync, renameSync, type WriteStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { diskTrouble } from '../disk-trouble';
import { codeOf } from '../error-code';

const kept = 5;
const tryAgainMs = 5_000;
/** A disk that hangs takes nothing: more than this is not kept in memory for it. */
const longestQueueBytes = 4 * 1024 * 1024;

/**
 * The log of a child; a fresh file for each start, the last five are kept. It never ends anything: what the disk does not
 * take is dropped and said once, and with the first line that it takes again the log goes on and tells of the gap.
 */
export class ChildLog {
  readonly path: string;
  private stream: WriteStream | undefined;
  private rotated = false;
  private lost = 0;
  private failing = false;
  private againAt = 0;

  constructor(
    private readonly data: string,
    name: string,
    private readonly say: (line: string) => void,
    private readonly pauseMs = tryAgainMs,
  ) {
    this.path = join(data, 'logs', `${name}.log`);
    this.open();
  }

  write(line: string): void {
    if (!this.stream && Date.now() >= this.againAt) this.reopen();
    if (!this.stream || this.stream.writableLength > longestQueueBytes) {
      this.lost += 1;
      return;
    }
    this.stream.write(`${line}\n`, (error) => {
      if (error) this.lost += 1;
      else this.worked();
    });
  }

  private open(): void {
    try {
      const folder = dirname(this.path);
      if (!existsSync(folder)) mkdirSync(folder); // recursive would call a disk that is read only a missing one
      if (!this.rotated) rotate(this.path);
      this.rotated = true;
    } catch (error) {
      this.failed(error);
      return;
    }
    this.stream = createWriteStream(this.path, { flags: 'a', mode: 0o600 });
    this.stream.on('error', (error) => this.failed(error));
  }

  /** The last line may have been cut in its middle. */
  private reopen(): void {
    const { lost } = this;
    this.open();
    if (!this.stream || lost === 0) return;
    const msg = `Hier fehlen ${lost} Zeilen, sie ließen sich nicht schreiben. / ${lost} lines are missing here, they could not be written.`;
    this.stream.write(`\n${JSON.stringify({ level: 40, time: new Date().toISOString(), msg })}\n`, (error) => {
      if (!error) this.lost -= lost;
    });
  }

  private worked(): void {
    if (!this.failing) return;
    this.failing = false;
    this.say(`Das Protokoll ${this.path} wird wieder geschrieben. / The log ${this.path} is written again.`);
  }

  private failed(error: unknown): void {
    this.stream = undefined;
    this.againAt = Date.now() + this.pauseMs;
    if (this.failing) return;
    this.failing = true;
    this.say(wordsOf(error, this.data, this.path));
  }
}

function rotate(path: string): void {
  for (let age = kept - 1; age >= 0; age--) {
    const from = age === 0 ? path : `${path}.${age}`;
    if (existsSync(from)) renameSync(from, `${path}.${age + 1}`);
  }
}

function wordsOf(error: unknown, data: string, path: string): string {
  const { cause, remedy } = diskTrouble(error, data) ?? {
    cause: {
      de: `Der Datenträger meldet ${codeOf(error) ?? 'einen Fehler'}`,
      en: `The disk says ${codeOf(error) ?? 'no'}`,
    },
    remedy: { de: 'ihn prüfen', en: 'check it' },
  };
  return (
    `${cause.de}: Das Protokoll ${path} lässt sich nicht schreiben, Belegfluss läuft ohne es weiter. Bitte ${remedy.de}; danach geht das Protokoll von selbst weiter. / ` +
    `${cause.en}: the log ${path} cannot be written, Belegfluss runs on without it. Please ${remedy.en}; after that the log goes on by itself.`
  );
}
