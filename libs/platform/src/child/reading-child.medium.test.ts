import { ChildPool } from './child-pool';
import { isMailResult, isReadResult } from './tasks';
import { compile, type Compiled } from './testing/compile';

/** The entry that production starts, behind its real fences: every parser must load and work without the network. */
let compiled: Compiled;
let pool: ChildPool;
beforeAll(() => {
  compiled = compile(['libs/xrechnung/src', 'libs/money/src', 'apps/worker/src/child']);
  const log = { warn: () => undefined, error: () => undefined };
  pool = new ChildPool({ entry: compiled.path('apps/worker/src/child/main.ts'), size: 1, memoryMb: 512, log });
});
afterAll(async () => {
  await pool.close();
  compiled.remove();
});

const limits = { seconds: 20 };

test('reads XML', async () => {
  const bytes = Buffer.from('<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>');
  const outcome = await pool.run({ kind: 'read-xml', bytes }, { ...limits, check: isReadResult });
  expect(outcome).toMatchObject({ ok: true, value: { kind: 'unreadable', reason: 'xml-doctype' } });
});

test('reads PDF', async () => {
  const bytes = Buffer.from('%PDF-1.7\n%broken');
  const outcome = await pool.run({ kind: 'read-pdf', bytes }, { ...limits, check: isReadResult });
  expect(outcome).toMatchObject({ ok: true, value: { kind: 'unreadable', reason: 'pdf-damaged' } });
});

test('reads mail', async () => {
  const mail = [
    'From: a@example.com',
    'Subject: =?utf-8?Q?Geb=C3=BChren?=',
    'Content-Type: application/xml',
    '',
    '<Invoice/>',
  ];
  const bytes = Buffer.from(mail.join('\r\n'));
  const outcome = await pool.run({ kind: 'read-mail', bytes }, { ...limits, check: isMailResult });
  expect(outcome).toMatchObject({
    ok: true,
    value: {
      kind: 'mail',
      from: ['a@example.com'],
      subject: 'Gebühren',
      parts: [{ contentType: 'application/xml', size: 10 }],
    },
  });
  const part = outcome.ok && outcome.value.kind === 'mail' ? outcome.value.parts[0] : undefined;
  expect(Buffer.from(part?.bytes ?? []).toString()).toBe('<Invoice/>');
});
