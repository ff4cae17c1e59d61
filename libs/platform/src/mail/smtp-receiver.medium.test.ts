import { connect, type Socket } from 'node:net';
import { type Readable } from 'node:stream';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { StorageFull } from '../storage';
import { createSmtpReceiver, type IncomingMail, type SmtpReceiver, type SmtpReceiverOptions } from './smtp-receiver';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const town = 'rechnung@musterstadt.example';
const works = 'rechnung@stadtwerke.example';

type Got = Omit<IncomingMail, 'source'> & { readonly text: string };
let got: Got[];
let receiver: SmtpReceiver;
let port = 0;

const textOf = async (source: Readable): Promise<string> => Buffer.concat(await source.toArray()).toString('latin1');
const keep = async ({ source, ...mail }: IncomingMail): Promise<void> => {
  got.push({ ...mail, text: await textOf(source) });
};
const begin = async (more: Partial<SmtpReceiverOptions> = {}): Promise<void> => {
  receiver = createSmtpReceiver({
    host: '127.0.0.1',
    port: 0,
    maxBytes: 200_000,
    log: silent,
    onRecipient: (address) => Promise.resolve([town, works].includes(address) ? 'accepted' : 'unknown'),
    onMail: keep,
    ...more,
  });
  port = (await receiver.start()).port;
};
beforeEach(() => {
  got = [];
});
afterEach(() => receiver.stop(50));

const send = (mail: SendMailOptions) =>
  createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true }).sendMail({
    from: 'lieferant@example.com',
    to: town,
    subject: 'Rechnung',
    text: 'Guten Tag',
    ...mail,
  });

/** A sender that says exactly these lines, each after the reply to the one before; the replies. */
const talk = (lines: readonly string[]): Promise<string[]> =>
  new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1');
    const replies: string[] = [];
    const open = [...lines];
    socket.setTimeout(5000, () => reject(new Error(`silence after ${JSON.stringify(replies)}`)));
    socket.on('data', (data) => {
      const complete = data
        .toString()
        .split('\r\n')
        .filter((line) => /^\d{3} /.test(line));
      replies.push(...complete);
      if (complete.length === 0) return;
      const next = open.shift();
      if (next === undefined) socket.destroy();
      else socket.write(Buffer.from(next, 'latin1'));
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(replies));
  });
const envelope = ['EHLO sender.example\r\n', 'MAIL FROM:<a@example.com>\r\n', `RCPT TO:<${town}>\r\n`];

describe('a mail to a known recipient', () => {
  test('is acknowledged and handed on as it came', async () => {
    await begin();
    const { response } = await send({ attachments: [{ filename: 'r.xml', content: '<Invoice/>' }] });
    expect(response).toMatch(/^250 /);
    expect(got).toMatchObject([
      { recipients: [town], envelopeFrom: 'lieferant@example.com', remoteAddress: '127.0.0.1' },
    ]);
    expect(got[0]?.text).toContain('Subject: Rechnung\r\n');
  });

  test('250 comes only when it is safe', async () => {
    let isSafe = false;
    await begin({
      onMail: async (mail) => {
        await keep(mail);
        await new Promise((resolve) => setTimeout(resolve, 150));
        isSafe = true;
      },
    });
    await send({});
    expect(isSafe).toBe(true);
  });

  test('of two entities at once names both; the unknown third is refused', async () => {
    await begin();
    const { rejected } = await send({ to: [town, works, 'niemand@musterstadt.example'] });
    expect(rejected).toEqual(['niemand@musterstadt.example']);
    expect(got).toMatchObject([{ recipients: [town, works] }]);
  });

  test('an empty sender is a bounce, not an address', async () => {
    await begin();
    await send({ envelope: { from: '', to: town } });
    expect(got).toMatchObject([{ envelopeFrom: null }]);
  });

  test('dots at the start of lines arrive as they were', async () => {
    await begin();
    await talk([...envelope, 'DATA\r\n', 'Subject: x\r\n\r\n..\r\n...a\r\n.\r\n', 'QUIT\r\n']);
    expect(got[0]?.text).toBe('Subject: x\r\n\r\n.\r\n..a\r\n');
  });

  test('two mails in one connection', async () => {
    await begin();
    const mail = ['MAIL FROM:<a@example.com>\r\n', `RCPT TO:<${town}>\r\n`, 'DATA\r\n', 'Subject: x\r\n\r\ny\r\n.\r\n'];
    await talk(['EHLO s\r\n', ...mail, ...mail, 'QUIT\r\n']);
    expect(got).toHaveLength(2);
  });
});

describe('what is refused', () => {
  test('an unknown recipient, in both languages', async () => {
    await begin();
    await expect(send({ to: 'niemand@musterstadt.example' })).rejects.toMatchObject({
      responseCode: 550,
      message: expect.stringMatching(/Adresse pruefen.*check the address/s),
    });
  });

  test('a look-up that fails is not the fault of the sender', async () => {
    await begin({ onRecipient: () => Promise.reject(new Error('database is down')) });
    await expect(send({})).rejects.toMatchObject({
      responseCode: 451,
      message: expect.not.stringContaining('database'),
    });
  });

  test('a size announced above the limit, before a byte is sent', async () => {
    await begin();
    const replies = await talk(['EHLO s\r\n', 'MAIL FROM:<a@example.com> SIZE=300000\r\n', 'QUIT\r\n']);
    expect(replies[2]).toMatch(/^552 /);
  });

  test('a mail that grows above the limit without saying so', async () => {
    await begin();
    const long = `${'x'.repeat(70)}\r\n`.repeat(4000);
    const replies = await talk([...envelope, 'DATA\r\n', `Subject: x\r\n\r\n${long}.\r\n`, 'NOOP\r\n', 'QUIT\r\n']);
    expect(replies[5]).toMatch(/^552 .*200000|^552 .*nicht angenommen/);
    expect(replies[6]).toMatch(/^250 /);
    expect(got).toEqual([]);
  });

  test.each([
    ['a bare LF', 'Subject: x\r\n\r\nline\nnext\r\n'],
    ['a bare CR', 'Subject: x\r\n\r\nline\rnext\r\n'],
    [
      'a smuggled second mail',
      'Subject: x\r\n\r\na\n.\nMAIL FROM:<evil@example.com>\r\nRCPT TO:<x@y>\r\nDATA\r\nb\r\n',
    ],
    ['a smuggled end with CR', 'Subject: x\r\n\r\na\r.\r\nMAIL FROM:<evil@example.com>\r\n'],
    ['a smuggled end with LF before CRLF', 'Subject: x\r\n\r\na\n.\r\nMAIL FROM:<evil@example.com>\r\n'],
  ])('%s', async (_what, mail) => {
    await begin();
    const replies = await talk([...envelope, 'DATA\r\n', `${mail}.\r\n`, 'QUIT\r\n']);
    expect(replies.slice(4)).toEqual([
      expect.stringMatching(/^354 /),
      expect.stringMatching(/^554 /),
      expect.stringMatching(/^221 /),
    ]);
    expect(got).toEqual([]);
  });

  test.each([
    ['451 when it could not be stored', () => Promise.reject(new Error('database is down')), 451],
    ['452 when the archive is full', () => Promise.reject(new StorageFull(new Error('ENOSPC'))), 452],
    ['451 when nobody read it to the end', () => Promise.resolve(), 451],
  ])('%s', async (_what, onMail, responseCode) => {
    await begin({ onMail });
    await expect(send({})).rejects.toMatchObject({ responseCode, message: expect.not.stringContaining('database') });
  });

  test.each(['AUTH PLAIN AGEAYg==', 'VRFY rechnung', 'EXPN all', 'STARTTLS', 'WIZ now', 'XCLIENT NAME=x', 'HELP'])(
    'the command %s',
    async (command) => {
      await begin();
      const replies = await talk(['EHLO s\r\n', `${command}\r\n`, 'QUIT\r\n']);
      expect(replies[2]).toMatch(/^5\d\d /);
    },
  );
});

describe('connections', () => {
  test('a sender who hangs up in the middle: the mail ends in an error, never as a short mail', async () => {
    const ends: unknown[] = [];
    await begin({
      onMail: ({ source }) =>
        textOf(source).then(
          (text) => void ends.push(text),
          (error: unknown) => void ends.push(error),
        ),
    });
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => socket.write([...envelope, 'DATA\r\n'].join('')));
    socket.on('data', (data) => {
      if (!data.toString().includes('354 ')) return;
      socket.write('Subject: x\r\n\r\nhalf an inv', () => setTimeout(() => socket.destroy(), 50));
    });
    for (let tries = 0; ends.length === 0 && tries < 100; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(ends).toEqual([expect.any(Error)]);
  });

  test('stop lets a mail at work end and takes no new one', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    await begin({
      onMail: async (mail) => {
        await keep(mail);
        await gate;
      },
    });
    const sending = send({});
    while (got.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const stopped = receiver.stop(3000);
    await expect(send({})).rejects.toThrow(/ECONNREFUSED/);
    release();
    expect((await sending).response).toMatch(/^250 /);
    await stopped;
  });
});
