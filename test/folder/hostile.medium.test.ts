import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { breaches } from '../support/breaches';
import { type Folder, openFolder } from '../support/folder';
import { eventually, type House, openHouse } from '../support/house';
import { atRest, type RunningApp, startApp } from '../support/processes';
import { ublInvoice } from '../support/xrechnung-xml';

/** What people, scanners and attackers put into the folder, over one real worker. */
let house: House;
let folder: Folder;
let app: RunningApp;
beforeAll(async () => {
  house = await openHouse();
  folder = openFolder();
  app = await startApp('worker', house, { ...folder.settings, UPLOAD_BYTES: '200000' });
}, 60_000);
afterAll(async () => {
  await app.kill();
  folder.remove();
  await house.close();
});

let made = 0;
const another = (): string => ublInvoice({ number: `H-${(made += 1)}` });
const appears = (place: 'done' | 'problem', name: string): Promise<true> =>
  eventually(() => Promise.resolve(folder.list(place).includes(name) ? true : undefined), 25);
const arrivals = (fileName: string) =>
  house.database.transaction(house.sight, ({ client }) => client.arrival.findMany({ where: { fileName } }));
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test('a file that is written slowly is taken when it is whole, once', async () => {
  const content = another();
  const [first, second, third] = [content.slice(0, 500), content.slice(500, 1000), content.slice(1000)];
  const path = folder.path('inbox', 'langsam.xml');
  writeFileSync(path, first);
  for (const part of [second, third]) {
    await pause(1_200);
    expect(await arrivals('langsam.xml')).toEqual([]);
    appendFileSync(path, part);
  }
  await appears('done', 'langsam.xml');
  expect(await arrivals('langsam.xml')).toMatchObject([{ size: BigInt(Buffer.byteLength(content)) }]);
}, 40_000);

test('a writer who pauses for so long that the half was taken: the whole comes in too', async () => {
  const content = another();
  const path = folder.path('inbox', 'Pause.xml');
  writeFileSync(path, content.slice(0, 700));
  await appears('done', 'Pause.xml');
  const [day] = execFileSync('ls', [folder.path('done')], { encoding: 'utf8' }).split('\n');
  appendFileSync(folder.path('done', day!, 'Pause.xml'), content.slice(700));
  await eventually(async () => ((await arrivals('Pause.xml')).length === 2 ? true : undefined), 25);
  const whole = (await arrivals('Pause.xml')).filter(({ size }) => size === BigInt(Buffer.byteLength(content)));
  expect(whole).toMatchObject([{ outcome: expect.stringMatching(/pending|accepted/) }]);
}, 60_000);

test('hostile and foreign names are names and nothing else', async () => {
  const names = ['-rf *.xml', '$(touch x);`id`.xml', 'Zeile\nzwei.xml', 'a\\..\\boese.xml', '%2e%2e%2f.xml', 'é️😀.xml'];
  for (const name of names) folder.put(name, another());
  const raw = Buffer.concat([
    Buffer.from(`${folder.path('inbox')}/`),
    Buffer.from('M\xfcller & S\xf6hne.xml', 'latin1'),
  ]);
  writeFileSync(raw, another());
  await folder.emptied();
  expect(await arrivals('Müller & Söhne.xml')).toMatchObject([{ channel: 'folder' }]);
  expect(folder.list('done')).toEqual(expect.arrayContaining(names));
}, 40_000);

test('links, pipes and sockets are never opened; they lie in problem with a text in both languages', async () => {
  writeFileSync(folder.path('geheim.xml'), another());
  symlinkSync(folder.path('geheim.xml'), folder.path('inbox', 'link.xml'));
  symlinkSync('/proc/self/environ', folder.path('inbox', 'umgebung.xml'));
  symlinkSync(folder.path('nirgends'), folder.path('inbox', 'leer.xml'));
  execFileSync('mkfifo', [folder.path('inbox', 'pipe.xml')]);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(folder.path('inbox', 'sock.xml'), resolve));
  const names = ['link.xml', 'umgebung.xml', 'leer.xml', 'pipe.xml', 'sock.xml'];
  for (const name of names) await appears('problem', name);
  for (const name of names) {
    expect(await arrivals(name)).toEqual([]);
    expect(readFileSync(folder.path('problem', `${name}.txt`), 'utf8')).toMatch(/Bitte[^]+Put the/);
  }
  expect(lstatSync(folder.path('problem', 'link.xml')).isSymbolicLink()).toBe(true);
  server.close();
}, 40_000);

test('too large: not taken, with the limit in the text; also when its size is a lie of the disk', async () => {
  folder.put('gross.xml', Buffer.alloc(200_001, 'a'));
  folder.put('luecke.xml', '');
  truncateSync(folder.path('inbox', 'luecke.xml'), 5_000_000_000);
  await appears('problem', 'gross.xml');
  await appears('problem', 'luecke.xml');
  expect(await arrivals('gross.xml')).toEqual([]);
  expect(readFileSync(folder.path('problem', 'gross.xml.txt'), 'utf8')).toContain('größer als');
}, 40_000);

test('an empty file waits for its content, then is recorded as rejected', async () => {
  folder.put('leer-erst.xml', '');
  folder.put('leer.pdf', '');
  await pause(4_000);
  expect(await arrivals('leer-erst.xml')).toEqual([]);
  writeFileSync(folder.path('inbox', 'leer-erst.xml'), another());
  await appears('done', 'leer-erst.xml');
  await appears('problem', 'leer.pdf');
  expect(await arrivals('leer.pdf')).toMatchObject([{ outcome: 'rejected', reason: 'empty' }]);
}, 40_000);

test('the same name again is not overwritten, the same bytes again are a duplicate', async () => {
  const content = another();
  for (const round of [1, 2]) {
    folder.put('doppelt.xml', content);
    await eventually(async () => ((await arrivals('doppelt.xml')).length === round ? true : undefined), 25);
    await folder.emptied();
  }
  expect((await arrivals('doppelt.xml')).map(({ outcome }) => outcome).sort()[1]).toMatch(/accepted|duplicate|pending/);
  expect((await arrivals('doppelt.xml')).filter(({ outcome }) => outcome === 'duplicate')).toHaveLength(1);
  expect(folder.list('done')).toEqual(expect.arrayContaining(['doppelt.xml', 'doppelt (2).xml']));
}, 60_000);

test('a file from the future or from 1970 is taken like any other', async () => {
  folder.put('alt.xml', another());
  utimesSync(folder.path('inbox', 'alt.xml'), 0, 0);
  folder.put('neu.xml', another());
  utimesSync(folder.path('inbox', 'neu.xml'), 4_000_000_000, 4_000_000_000);
  await appears('done', 'alt.xml');
  await appears('done', 'neu.xml');
}, 40_000);

test('what is unfinished by its name and what lies in a folder inside stays untouched', async () => {
  mkdirSync(folder.path('inbox', 'Ordner'));
  writeFileSync(folder.path('inbox', 'Ordner', 'innen.xml'), another());
  writeFileSync(folder.path('inbox', '.versteckt.xml'), another());
  writeFileSync(folder.path('inbox', 'scan.pdf.part'), another());
  folder.put('danach.xml', another());
  await appears('done', 'danach.xml');
  await pause(2_500);
  expect(folder.list('inbox')).toEqual(['.versteckt.xml', 'innen.xml', 'scan.pdf.part']);
  expect(app.log().match(/Unterordner/g)).toHaveLength(1);
}, 40_000);

test('in the end all of it is in one visible place and the chain holds', async () => {
  await atRest(house);
  expect(await breaches(house)).toEqual([]);
}, 90_000);
