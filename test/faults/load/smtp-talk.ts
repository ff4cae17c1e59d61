import { connect, type Socket } from 'node:net';

const PATIENCE_MS = 20_000;
/** The end of a mail whose last line is ended, as all of ours are: one more line end would make other bytes of it. */
export const DOT = '.';

/** SMTP by hand, for senders that no mail library would be: slow ones, and those that hang up. A reply of 0: there was none. */
export class SmtpTalk {
  private readonly socket: Socket;
  private readonly codes: number[] = [];
  private text = '';
  private wake: (() => void) | undefined;
  private closed = false;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.setTimeout(PATIENCE_MS, () => this.hangUp());
    this.socket.on('error', () => undefined); // its close follows
    this.socket.on('data', (chunk: Buffer) => this.hear(chunk.toString()));
    this.socket.once('close', () => {
      this.closed = true;
      this.wake?.();
    });
  }

  /** From the greeting to DATA; 354 when the mail itself may come, otherwise the first other reply. */
  async envelope(recipient: string): Promise<number> {
    const addressed = await this.address(recipient);
    return addressed === 250 ? this.say('DATA') : addressed;
  }

  /** From the greeting to the recipient; 250 when mails to it are taken. */
  async address(recipient: string): Promise<number> {
    const greeting = await this.reply();
    if (greeting !== 220) return greeting;
    for (const line of ['EHLO absender.example', 'MAIL FROM:<buero@absender.example>']) {
      const code = await this.say(line);
      if (code !== 250) return code;
    }
    return this.say(`RCPT TO:<${recipient}>`);
  }

  say(line: string): Promise<number> {
    this.send(Buffer.from(`${line}\r\n`));
    return this.reply();
  }

  send(bytes: Uint8Array, sent?: () => void): void {
    if (!this.closed) this.socket.write(bytes, sent);
  }

  hangUp(): void {
    this.socket.destroy();
  }

  private async reply(): Promise<number> {
    while (this.codes.length === 0 && !this.closed) await new Promise<void>((resolve) => (this.wake = resolve));
    return this.codes.shift() ?? 0;
  }

  private hear(text: string): void {
    this.text += text;
    const lines = this.text.split('\r\n');
    this.text = lines.pop() ?? '';
    this.codes.push(...lines.filter((line) => /^\d{3} /.test(line)).map((line) => Number(line.slice(0, 3))));
    this.wake?.();
  }
}
