import { inflateSync } from 'node:zlib';

/** A TrueType font, as far as a PDF needs it. */
export type TrueType = {
  readonly tables: ReadonlyMap<string, Buffer>;
  readonly ascent: number;
  readonly descent: number;
  readonly box: readonly number[];
  readonly glyphs: number;
  /** 0: the font has no such sign and shows a box. */
  glyphOf(codePoint: number): number;
  /** In thousandths of the size. */
  widthOf(glyph: number): number;
};

/** Opens a WOFF file (1.0): the tables of a TrueType font, each packed by itself. */
export function openWoff(file: Uint8Array): TrueType {
  const bytes = Buffer.from(file);
  if (bytes.toString('latin1', 0, 4) !== 'wOFF') throw new Error('This is no WOFF file.');
  const tables = new Map<string, Buffer>();
  const count = bytes.readUInt16BE(12);
  for (let at = 44; at < 44 + 20 * count; at += 20) {
    const [offset, packed, size] = [
      bytes.readUInt32BE(at + 4),
      bytes.readUInt32BE(at + 8),
      bytes.readUInt32BE(at + 12),
    ];
    const content = bytes.subarray(offset, offset + packed);
    tables.set(bytes.toString('latin1', at, at + 4), packed < size ? inflateSync(content) : content);
  }
  const head = table(tables, 'head');
  const hhea = table(tables, 'hhea');
  const hmtx = table(tables, 'hmtx');
  const unitsPerEm = head.readUInt16BE(18);
  const perMille = (units: number): number => Math.round((units * 1000) / unitsPerEm);
  const measured = hhea.readUInt16BE(34);
  const map = characterMap(table(tables, 'cmap'));
  return {
    tables,
    ascent: perMille(hhea.readInt16BE(4)),
    descent: perMille(hhea.readInt16BE(6)),
    box: [36, 38, 40, 42].map((at) => perMille(head.readInt16BE(at))),
    glyphs: table(tables, 'maxp').readUInt16BE(4),
    glyphOf: (codePoint) => map.get(codePoint) ?? 0,
    widthOf: (glyph) => perMille(hmtx.readUInt16BE(4 * Math.min(glyph, measured - 1))),
  };
}

export function table(tables: ReadonlyMap<string, Buffer>, name: string): Buffer {
  const found = tables.get(name);
  if (!found) throw new Error(`The font has no table ${name}.`);
  return found;
}

/** Sign → glyph, from the map of the basic plane (format 4), which all that is written in Europe lies in. */
function characterMap(cmap: Buffer): Map<number, number> {
  const map = new Map<number, number>();
  const at = formatFour(cmap);
  const segments = cmap.readUInt16BE(at + 6) / 2;
  const [ends, starts] = [at + 14, at + 16 + 2 * segments];
  const [deltas, offsets] = [starts + 2 * segments, starts + 4 * segments];
  for (let segment = 0; segment < segments; segment += 1) {
    const [first, last] = [cmap.readUInt16BE(starts + 2 * segment), cmap.readUInt16BE(ends + 2 * segment)];
    const delta = cmap.readUInt16BE(deltas + 2 * segment);
    const place = offsets + 2 * segment;
    const offset = cmap.readUInt16BE(place);
    for (let sign = first; sign <= last && sign !== 0xffff; sign += 1) {
      const raw = offset === 0 ? sign : cmap.readUInt16BE(place + offset + 2 * (sign - first));
      const glyph = raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0) map.set(sign, glyph);
    }
  }
  return map;
}

function formatFour(cmap: Buffer): number {
  const count = cmap.readUInt16BE(2);
  for (let at = 4; at < 4 + 8 * count; at += 8) {
    const place = cmap.readUInt32BE(at + 4);
    if (cmap.readUInt16BE(place) === 4) return place;
  }
  throw new Error('The font has no map of signs in format 4.');
}
