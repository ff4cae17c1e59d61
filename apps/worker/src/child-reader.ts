import { type Attempt, type Reader } from '@libs/operations';
import {
  ChildFigures,
  ChildPool,
  type Config,
  isMailResult,
  isReadResult,
  type Logger,
  type MailResult,
  type Metrics,
  type ReadResult,
} from '@libs/platform';
import { join } from 'node:path';

/** Opens foreign bytes in warm killable children. */
export class ChildReader implements Reader {
  private readonly pool: ChildPool;
  private readonly limits: Config['limits'];

  constructor({ limits }: Config, log: Logger, metrics: Metrics) {
    this.limits = limits;
    const figures = new ChildFigures(metrics, () => this.pool.alive);
    this.pool = new ChildPool({
      entry: join(__dirname, 'child', 'main.js'),
      size: limits.children,
      memoryMb: limits.childMemoryMb,
      log,
      ended: (why) => figures.endedBy(why),
    });
  }

  readXml(bytes: Uint8Array): Promise<Attempt<ReadResult>> {
    return this.pool.run({ kind: 'read-xml', bytes }, { seconds: this.limits.xmlSeconds, check: isReadResult });
  }

  readPdf(bytes: Uint8Array): Promise<Attempt<ReadResult>> {
    return this.pool.run({ kind: 'read-pdf', bytes }, { seconds: this.limits.pdfSeconds, check: isReadResult });
  }

  readMail(bytes: Uint8Array): Promise<Attempt<MailResult>> {
    return this.pool.run({ kind: 'read-mail', bytes }, { seconds: this.limits.mailSeconds, check: isMailResult });
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}
