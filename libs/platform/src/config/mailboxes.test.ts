import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadMailboxes } from './mailboxes';

const folder = mkdtempSync(join(tmpdir(), 'belegfluss-mailboxes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (content: string, mode = 0o600): string => {
  const path = join(folder, 'mailboxes.json');
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
};
const one = { address: 'rechnung@stadt.example', host: 'imap.example', user: 'rechnung', password: 'streng geheim' };

test('four facts are enough, the rest has defaults', () => {
  expect(loadMailboxes(file(JSON.stringify([one])))).toEqual([
    { ...one, port: 993, secure: true, folder: 'INBOX', processed: 'Processed', problem: 'Problem' },
  ]);
  expect(loadMailboxes(undefined)).toEqual([]);
});

test.each([0o644, 0o640, 0o604])('a file that others may read (%o) is refused', (mode) => {
  expect(() => loadMailboxes(file(JSON.stringify([one]), mode))).toThrow(/chmod 600/);
});

test.each([
  ['no JSON', '[{"password": "streng geheim"', /kein JSON/],
  ['a misspelt word', JSON.stringify([{ ...one, pasword: 'streng geheim' }]), /passt nicht: 0/],
  ['no password', JSON.stringify([{ ...one, password: undefined }]), /passt nicht: 0\.password/],
  ['a mailbox twice', JSON.stringify([one, { ...one, address: 'bad@stadt.example' }]), /passt nicht/],
  ['one folder for all', JSON.stringify([{ ...one, processed: 'INBOX' }]), /passt nicht/],
])('%s is refused in both languages, without repeating what stands there', (_what, content, message) => {
  expect(() => loadMailboxes(file(content))).toThrow(message);
  expect(() => loadMailboxes(file(content))).toThrow(/(Correct it|start again)/);
  try {
    loadMailboxes(file(content));
  } catch (error) {
    expect(String(error)).not.toContain('geheim');
  }
});
