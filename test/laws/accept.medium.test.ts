import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ReceiveDocuments } from '@libs/operations';
import { type Storage } from '@libs/platform';
import { breaches } from '../support/breaches';
import { hybridPdf, mailWith } from '../support/envelopes';
import { eventually, type House, openHouse } from '../support/house';
import { walkIn } from '../support/walk';
import { ciiInvoice, ublInvoice } from '../support/xrechnung-xml';

/** Law 1: nothing accepted is lost. Until the last test no worker runs: accepting needs none. */
let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

const limit = 1024 * 1024;
const keep = (content: string) => house.receive.keep(house.entityId, 'Rechnung.xml', Readable.from([content]), limit);
const arrivals = () =>
  house.database.transaction(house.sight, (tx) => tx.client.arrival.findMany({ orderBy: { number: 'asc' } }));
const numbers = async (): Promise<number[]> => (await arrivals()).map(({ number }) => Number(number.slice(-6)));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

test('forty uploads at once, every third of them rolled back: the receipt numbers have neither gap nor double', async () => {
  const outcomes = await Promise.allSettled(
    upTo(40).map(async (at) => {
      const files = [await keep(`<a n="${at}"/>`)];
      const fails = at % 3 === 0;
      return house.receive.run(house.entityId, {
        channel: 'upload',
        files,
        ...(fails ? { answered: () => Promise.reject(new Error('the connection broke')) } : {}),
      });
    }),
  );
  const failed = outcomes.filter(({ status }) => status === 'rejected').length;
  expect(failed).toBe(13);
  expect(await numbers()).toEqual(upTo(40 - failed));
});

test('what was rolled back counts as never seen: sent again it is a first arrival', async () => {
  const id = await house.upload('<a n="3"/>');
  expect(await house.arrivals.show(await house.person('clerk'), id)).toMatchObject({ outcome: 'pending' });
});

test('the same bytes twenty times at once: one arrival counts, nineteen refer to it', async () => {
  const ids = await Promise.all(upTo(20).map(() => house.upload(ublInvoice({ number: 'SAME' }))));
  const all = await house.arrivals.many(house.sight, ids);
  const first = all.filter(({ outcome }) => outcome !== 'duplicate');
  expect(first).toHaveLength(1);
  expect(all.filter(({ duplicateOf }) => duplicateOf?.id === first[0]!.id)).toHaveLength(19);
});

test('the same bytes twice in one delivery, in two deliveries that cross: one counts, nobody waits for ever', async () => {
  const deliver = async (...contents: string[]) =>
    house.receive.run(house.entityId, { channel: 'upload', files: await Promise.all(contents.map(keep)) });
  const [a, b] = ['<cross a="1"/>', '<cross b="1"/>'];
  const ids = (await Promise.all(upTo(10).flatMap(() => [deliver(a, b, a), deliver(b, a)]))).flat();
  const all = await house.arrivals.many(house.sight, ids);
  expect(all).toHaveLength(50);
  expect(all.filter(({ outcome }) => outcome !== 'duplicate')).toHaveLength(2);
  expect(await numbers()).toEqual(upTo((await arrivals()).length));
});

test('the bytes lie in the archive before the row is committed', async () => {
  const content = '<before/>';
  const sha256 = createHash('sha256').update(content).digest('hex');
  const seen: unknown[] = [];
  const answered = async () => {
    seen.push((await house.archive.read(house.entityId, sha256)).toString());
    seen.push((await arrivals()).some((arrival) => arrival.sha256 === sha256));
  };
  await house.receive.run(house.entityId, { channel: 'upload', files: [await keep(content)], answered });
  expect(seen).toEqual([content, false]);
});

describe('when the archive cannot keep the bytes there is no row', () => {
  const full: Storage = {
    check: () => house.archive.check(),
    put: () => Promise.reject(new Error('no room')),
    open: (entity, hash) => house.archive.open(entity, hash),
    read: (entity, hash) => house.archive.read(entity, hash),
    prove: (entity, hash) => house.archive.prove(entity, hash),
    stat: (entity, hash) => house.archive.stat(entity, hash),
    free: () => house.archive.free(),
    sweepTemp: () => house.archive.sweepTemp(),
  };
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from('<half'));
    throw new Error('the sender hung up');
  }

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'a full disk',
      () =>
        new ReceiveDocuments(house.database, full, { reach: () => undefined }).keep(
          house.entityId,
          'a.xml',
          Readable.from([Buffer.from('<a/>')]),
          limit,
        ),
      'no room',
    ],
    ['a sender who hangs up', () => house.receive.keep(house.entityId, 'a.xml', broken(), limit), 'the sender hung up'],
    [
      'a file that is too large',
      () => house.receive.keep(house.entityId, 'a.xml', Readable.from([Buffer.alloc(limit + 1)]), limit),
      'The file is larger',
    ],
  ])('%s', async (_what, attempt, message) => {
    const before = await numbers();
    await expect(attempt()).rejects.toThrow(message);
    expect(await numbers()).toEqual(before);
  });
});

test('a row cannot name bytes that the archive was never given', async () => {
  const unknown = { fileName: 'a.xml', stored: { sha256: 'f'.repeat(63), size: 1 } };
  const before = await numbers();
  await expect(
    house.database.transaction(house.sight, (tx) =>
      tx.client.arrival.create({
        data: {
          entityId: house.entityId,
          id: crypto.randomUUID(),
          number: 'E-1',
          channel: 'upload',
          fileName: unknown.fileName,
          size: 1,
          sha256: unknown.stored.sha256,
          receivedAt: new Date(),
          outcome: 'pending',
        },
      }),
    ),
  ).rejects.toThrow('arrival_entity_id_sha256_fkey');
  expect(await numbers()).toEqual(before);
});

test('an empty file gets a number and a reason; a second one is no duplicate but empty as well', async () => {
  const person = await house.person('clerk');
  for (const id of [await house.upload(''), await house.upload('')]) {
    expect(await house.arrivals.show(person, id)).toMatchObject({
      outcome: 'rejected',
      reason: 'empty',
      documents: [],
    });
  }
});

test('when the line has run, every arrival is in exactly one visible state', async () => {
  const pdf = await hybridPdf(ciiInvoice({ number: 'PDF' }));
  const mail = mailWith('Zwei Rechnungen', [
    { name: 'eins.xml', type: 'application/xml', bytes: ublInvoice({ number: 'MAIL-1' }) },
    { name: 'zwei.pdf', type: 'application/pdf', bytes: await hybridPdf(ciiInvoice({ number: 'MAIL-2' })) },
    { name: 'gleich.xml', type: 'application/xml', bytes: ublInvoice({ number: 'SAME' }) },
  ]);
  const sent = {
    cii: await house.upload(ciiInvoice({ number: 'CII' })),
    pdf: await house.upload(pdf, 'Rechnung.pdf'),
    mail: await house.upload(mail, 'E-Mail.eml'),
    mailAgain: await house.upload(mail, 'E-Mail.eml'),
    noInvoice: await house.upload(mailWith('Gruß', []), 'E-Mail.eml'),
    picture: await house.upload(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'Foto.png'),
    garbage: await house.upload(Buffer.from([0, 1, 2, 3, 255]), 'Daten.bin'),
    brokenXml: await house.upload('<Invoice>', 'kaputt.xml'),
    brokenPdf: await house.upload('%PDF-1.7 kaputt', 'kaputt.pdf'),
    doctype: await house.upload('<!DOCTYPE a [<!ENTITY b "c">]><Invoice>&b;</Invoice>', 'boese.xml'),
  };
  await house.startWorker();
  const walk = walkIn(house);
  await eventually(async () => {
    const waiting = await house.database.transaction(house.sight, (tx) =>
      tx.client.work.count({ where: { step: { not: 'prove' } } }),
    );
    return waiting === 0 ? true : undefined;
  }, 60);

  expect(await breaches(house)).toEqual([]);
  const person = await house.person('clerk');
  const shown: Record<string, (string | null)[]> = {};
  for (const [name, id] of Object.entries(sent)) {
    const { outcome, reason, children } = await house.arrivals.show(person, id);
    shown[name] = [outcome, reason, ...children.map((child) => child.outcome)];
  }
  expect(shown).toMatchObject({
    cii: ['accepted', null],
    pdf: ['accepted', null],
    mail: ['accepted', null, 'accepted', 'accepted', 'duplicate'],
    mailAgain: ['duplicate', 'duplicate'],
    noInvoice: ['quarantined', 'no-invoice'],
    picture: ['quarantined', 'needs-recognition'],
    garbage: ['quarantined', 'unsupported-type'],
  });
  for (const name of ['brokenXml', 'brokenPdf', 'doctype']) {
    expect(shown[name]).toEqual(['quarantined', expect.stringMatching(/.+/)]);
  }
  expect(await walk.stageOf((await house.arrivals.show(person, sent.cii)).documents[0]!.caseId)).toBe('code');
}, 90_000);
