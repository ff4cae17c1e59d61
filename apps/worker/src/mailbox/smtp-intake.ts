import { CALM_LOG, ReceiveMail } from '@libs/operations';
import {
  AcceptFigures,
  type Config,
  createSmtpReceiver,
  listening,
  type Logger,
  SmtpFigures,
  type SmtpReceiver,
} from '@libs/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../tokens';

/** The SMTP receiver of this process, where a port is set. */
@Injectable()
export class SmtpIntake {
  private readonly receiver: SmtpReceiver | undefined;

  constructor(
    mail: ReceiveMail,
    accepted: AcceptFigures,
    smtp: SmtpFigures,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CALM_LOG) log: Logger,
  ) {
    const { smtpHost, smtpPort, limits } = config;
    if (smtpPort === undefined) return;
    this.receiver = createSmtpReceiver({
      host: smtpHost,
      port: smtpPort,
      maxBytes: limits.mailBytes,
      log,
      onRecipient: async (address) => ((await mail.knows(address)) ? 'accepted' : 'unknown'),
      onMail: async (incoming) => {
        const begun = performance.now();
        const arrivals = await mail.run(incoming, limits.mailBytes);
        accepted.accept('mail', arrivals, (performance.now() - begun) / 1000);
      },
      onReply: (code) => smtp.replied(code),
    });
  }

  async start(): Promise<void> {
    const { receiver } = this;
    const { smtpHost: host, smtpPort: port } = this.config;
    if (!receiver || port === undefined) return;
    await listening({ host, port, settings: { host: 'SMTP_HOST', port: 'SMTP_PORT' } }, () => receiver.start());
  }

  async stop(): Promise<void> {
    await this.receiver?.stop();
  }
}
