// The line under load, beside the raw limit of the same disk in the same run. After a build:
//   node bench/line.mjs [--mode table|redis] [--seconds 60] [--documents 10000] [--connections 16]
// 1. raw limit · 2. 20 invoices a second · 3. full speed · 4. memory over many documents. Prints figures, asserts nothing.
import { parseArgs } from 'node:util';
import { print } from './figures.mjs';
import { openHouse, residentMb } from './line/house.mjs';
import { atFullSpeed, openDoor, steadily } from './line/load.mjs';
import { rawLimit } from './line/raw.mjs';

const { values } = parseArgs({
  options: {
    mode: { type: 'string', default: 'table' },
    seconds: { type: 'string', default: '60' },
    documents: { type: 'string', default: '0' },
    connections: { type: 'string', default: '16' },
  },
});
const { mode } = values;
const [seconds, documents, connections] = [values.seconds, values.documents, values.connections].map(Number);
const sorted = (numbers) => numbers.toSorted((a, b) => a - b);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const house = await openHouse({ mode });
const [api] = house.api;
const [worker] = house.worker;
const door = await openDoor(house.origins[0], 64);
try {
  for (let warm = 0; warm < 40; warm += 1) await door.upload();
  await rest();
  console.log(`mode ${mode}, node ${process.version}, ${new Date().toISOString().slice(0, 10)}`);
  const raw = await rawLimit(house, 5);
  console.log(`raw limit: fsync of 12 KB and its folder, one-row commit        ${raw.toFixed(0)}/s`);

  await eventLoop(); // what was before is not counted
  const steady = await steadily(door, 20, seconds);
  await eventLoop('20/s');
  await rest();
  print(`20/s for ${seconds} s: until 201`, sorted(steady.map(({ millis }) => millis)));
  print(`20/s for ${seconds} s: until ready to code`, sorted(await untilReady(steady)));

  await eventLoop();
  const full = await atFullSpeed(door, connections, { seconds });
  await eventLoop('full speed');
  const accepted = full.done.length / full.seconds;
  const began = performance.now();
  await rest();
  const drained = full.done.length / (full.seconds + (performance.now() - began) / 1000);
  print(`full speed, ${connections} connections: until 201`, sorted(full.done.map(({ millis }) => millis)));
  console.log(
    `full speed: ${accepted.toFixed(0)} accepted/s = ${((accepted / raw) * 100).toFixed(0)} % of the raw limit; ${drained.toFixed(0)}/s from upload to ready to code, until all ${full.done.length} were`,
  );

  if (documents > 0) await memory();
} finally {
  door.close();
  await house.close();
}

/** Until nothing waits any more. */
async function rest() {
  while ((await house.rows(`SELECT 1 FROM work WHERE due_at < now() + interval '5 min' LIMIT 1`)).length > 0)
    await pause(50);
}

/** Milliseconds from sending until the case stood in `code`. */
async function untilReady(sent) {
  const ready = await house.rows(
    `SELECT d.arrival_id AS id, extract(epoch FROM c.stage_since) * 1000 AS at FROM invoice_case c
     JOIN document d ON d.case_id = c.id WHERE c.stage = 'code'`,
  );
  const at = new Map(ready.map((row) => [row.id, Number(row.at)]));
  const missing = sent.filter(({ id }) => !at.has(id)).length;
  if (missing > 0) console.log(`NOT READY: ${missing}`);
  return sent.filter(({ id }) => at.has(id)).map(({ id, sentAt }) => at.get(id) - sentAt);
}

/** Since the last look, which is why it is asked for at the beginning and the end of each phase. */
async function eventLoop(phase) {
  const { status, body } = await door.get('/metrics');
  if (phase === undefined) return;
  const text = body.toString();
  const figure = (name) => /\S+$/.exec(new RegExp(`^\\S*${name}\\S* .*$`, 'm').exec(text)?.[0] ?? '')?.[0];
  if (status !== 200) return console.log(`event loop of the api: /metrics answers ${status}`);
  console.log(
    `${phase}: event loop of the api p99 ${(Number(figure('eventloop_lag_p99_seconds')) * 1000).toFixed(1)} ms`,
  );
}

async function memory() {
  let sent = 0;
  const grow = async (until) => {
    await atFullSpeed(door, 8, { count: until - sent });
    sent = until;
    await rest();
    console.log(
      `after ${String(sent).padStart(6)} documents: worker ${residentMb(worker.pid).toFixed(0)} MB, api ${residentMb(api.pid).toFixed(0)} MB`,
    );
    return residentMb(worker.pid);
  };
  const first = await grow(1_000);
  let last = first;
  for (let until = 2_000; until <= documents; until += 1_000) last = await grow(until);
  console.log(`growth of the worker from document 1,000 on: ${((last / first - 1) * 100).toFixed(1)} %`);
}
