import { table, type TrueType } from './truetype';

const COMPOSITE = { words: 0x1, scale: 0x8, more: 0x20, twoScales: 0x40, matrix: 0x80 };
/** What a reader of PDF needs of the font; names, kerning and the map of signs stay behind. */
const NEEDED = ['cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'prep'];
const LONG_PLACES = 50;

/** The font with the outlines of these glyphs alone. Each keeps its number. */
export function subset(font: TrueType, used: Iterable<number>): Buffer {
  const outlineOf = outlines(font);
  const wanted = withParts([0, ...used], outlineOf);
  const places: number[] = [];
  const kept: Buffer[] = [];
  let size = 0;
  for (let glyph = 0; glyph < font.glyphs; glyph += 1) {
    places.push(size);
    if (!wanted.has(glyph)) continue;
    const outline = padded(outlineOf(glyph));
    kept.push(outline);
    size += outline.length;
  }
  places.push(size);
  const loca = Buffer.alloc(4 * places.length);
  places.forEach((place, at) => loca.writeUInt32BE(place, 4 * at));
  const head = Buffer.from(table(font.tables, 'head'));
  head.writeInt16BE(1, LONG_PLACES);
  return file(new Map([...font.tables, ['glyf', Buffer.concat(kept)], ['loca', loca], ['head', head]]));
}

function outlines(font: TrueType): (glyph: number) => Buffer {
  const glyf = table(font.tables, 'glyf');
  const loca = table(font.tables, 'loca');
  const long = table(font.tables, 'head').readInt16BE(LONG_PLACES) === 1;
  const place = (glyph: number): number => (long ? loca.readUInt32BE(4 * glyph) : 2 * loca.readUInt16BE(2 * glyph));
  return (glyph) => glyf.subarray(place(glyph), place(glyph + 1));
}

/** An "ä" is made of an "a" and two dots: these come along. */
function withParts(glyphs: readonly number[], outlineOf: (glyph: number) => Buffer): Set<number> {
  const all = new Set<number>();
  const waiting = [...glyphs];
  for (let glyph = waiting.pop(); glyph !== undefined; glyph = waiting.pop()) {
    if (all.has(glyph)) continue;
    all.add(glyph);
    waiting.push(...partsOf(outlineOf(glyph)));
  }
  return all;
}

function partsOf(outline: Buffer): number[] {
  if (outline.length === 0 || outline.readInt16BE(0) >= 0) return [];
  const parts: number[] = [];
  for (let at = 10; ;) {
    const flags = outline.readUInt16BE(at);
    parts.push(outline.readUInt16BE(at + 2));
    at += 4 + (flags & COMPOSITE.words ? 4 : 2);
    at += flags & COMPOSITE.matrix ? 8 : flags & COMPOSITE.twoScales ? 4 : flags & COMPOSITE.scale ? 2 : 0;
    if (!(flags & COMPOSITE.more)) return parts;
  }
}

const padded = (content: Buffer): Buffer => Buffer.concat([content, Buffer.alloc((4 - (content.length % 4)) % 4)]);

/** The file of a TrueType font: head, directory, tables on multiples of four. */
function file(tables: ReadonlyMap<string, Buffer>): Buffer {
  const names = NEEDED.filter((name) => tables.has(name));
  const power = Math.floor(Math.log2(names.length));
  const head = Buffer.alloc(12 + 16 * names.length);
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt16BE(names.length, 4);
  head.writeUInt16BE(16 * 2 ** power, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(16 * (names.length - 2 ** power), 10);
  const parts: Buffer[] = [head];
  let offset = head.length;
  names.forEach((name, at) => {
    const content = table(tables, name);
    const whole = padded(content);
    const entry = 12 + 16 * at;
    head.write(name, entry, 'latin1');
    head.writeUInt32BE(checksum(whole), entry + 4);
    head.writeUInt32BE(offset, entry + 8);
    head.writeUInt32BE(content.length, entry + 12);
    parts.push(whole);
    offset += whole.length;
  });
  return Buffer.concat(parts);
}

function checksum(content: Buffer): number {
  let sum = 0;
  for (let at = 0; at < content.length; at += 4) sum = (sum + content.readUInt32BE(at)) >>> 0;
  return sum;
}
