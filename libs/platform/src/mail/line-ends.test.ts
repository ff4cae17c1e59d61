import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TooLarge } from '../storage';
import { BareLineEnd, CheckedMail } from './line-ends';

const through = async (chunks: readonly string[], maxBytes = 1000): Promise<string> => {
  const checked = new CheckedMail(maxBytes);
  const parts: string[] = [];
  checked.on('data', (part: Buffer) => parts.push(part.toString()));
  await pipeline(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), checked);
  return parts.join('');
};

describe('line ends of a mail', () => {
  test.each([[['a\r\nb\r\n']], [['a\r', '\nb\r\n']], [['a', '\r', '\n']], [['no end']], [[]], [['\r\n.\r\n']]])(
    '%j passes unchanged',
    async (chunks) => {
      expect(await through(chunks)).toBe(chunks.join(''));
    },
  );

  test.each([[['a\nb\r\n']], [['a\rb\r\n']], [['a\r', 'b']], [['a\r\n', '\n']], [['a\r\r\n']], [['end\r']], [['\n']]])(
    '%j is refused',
    async (chunks) => {
      await expect(through(chunks)).rejects.toThrow(BareLineEnd);
    },
  );

  test('the limit is the last byte that passes', async () => {
    expect(await through(['ab\r\n'], 4)).toBe('ab\r\n');
    await expect(through(['ab\r\n'], 3)).rejects.toThrow(TooLarge);
  });
});
