// Reading and checking an invoice, beside the bare cost of parsing its XML. After a build: node bench/reading.mjs
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { SaxesParser } from 'saxes';
import { median, print, timed } from './figures.mjs';

const require = createRequire(import.meta.url);
const { checkInvoice, readInvoice } = require('../dist/apps/worker/libs/xrechnung/src/index.js');

const small = readFileSync(new URL('../docs/example/xrechnung.xml', import.meta.url));
const line = /<cac:InvoiceLine>[\s\S]*<\/cac:InvoiceLine>/.exec(small.toString())[0];
const large = Buffer.from(small.toString().replace(line, line.repeat(5_000)));

const bare = (bytes) => {
  const parser = new SaxesParser({ xmlns: true });
  parser.write(bytes.toString()).close();
};
const whole = (bytes) => {
  const reading = readInvoice(bytes);
  if (reading.kind !== 'invoice') throw new Error(`not read: ${reading.reason}`);
  return checkInvoice(reading.invoice);
};

for (const [name, bytes, runs] of [
  ['one line', small, 300],
  ['5,000 lines and more', large, 9],
]) {
  const size = `${(bytes.length / 1024).toFixed(0)} KB`;
  const raw = await timed(runs, () => bare(bytes));
  const read = await timed(runs, () => whole(bytes));
  print(`parse only, ${name} (${size})`, raw);
  print(`read and check, ${name} (${size})`, read, `${(median(read) / median(raw)).toFixed(1)} × parse only`);
}
console.log(`resident ${(process.memoryUsage().rss / 1048576).toFixed(0)} MB`);
