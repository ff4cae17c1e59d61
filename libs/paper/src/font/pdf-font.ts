import { type PDFDocument, PDFHexString, PDFName, type PDFRef, PDFString } from 'pdf-lib';
import { subset } from './subset';
import { type TrueType } from './truetype';

/** A font in a PDF that writes any sign it has, by glyph (Identity-H), with the way back to the text for whoever copies or hears it. */
export class PdfFont {
  readonly ref: PDFRef;
  private readonly used = new Map<number, number>();

  constructor(
    private readonly document: PDFDocument,
    private readonly name: string,
    private readonly font: TrueType,
  ) {
    this.ref = document.context.nextRef();
  }

  widthOf(text: string, size: number): number {
    const glyphs = Array.from(text).map((sign) => this.font.glyphOf(sign.codePointAt(0) ?? 0));
    return glyphs.reduce((sum, glyph) => sum + this.font.widthOf(glyph), 0) * (size / 1000);
  }

  /** The text as glyphs. */
  encode(text: string): PDFHexString {
    const glyphs = Array.from(text).map((sign) => {
      const codePoint = sign.codePointAt(0) ?? 0;
      const glyph = this.font.glyphOf(codePoint);
      if (!this.used.has(glyph)) this.used.set(glyph, codePoint);
      return glyph;
    });
    return PDFHexString.of(glyphs.map(hex).join(''));
  }

  /** Puts the font into the document, with the outlines of what was written; called once, at the end. */
  embed(): void {
    const { context } = this.document;
    const { font } = this;
    const baseFont = PDFName.of(`BFLOWA+${this.name}`);
    const program = subset(font, this.used.keys());
    const FontFile2 = context.register(context.flateStream(program, { Length1: program.length }));
    const descriptor = {
      Type: 'FontDescriptor',
      FontName: baseFont,
      Flags: 4,
      FontBBox: [...font.box],
      ItalicAngle: 0,
      Ascent: font.ascent,
      Descent: font.descent,
      CapHeight: font.ascent,
      StemV: 80,
      FontFile2,
    };
    const widths = [...this.used.keys()].sort((a, b) => a - b).flatMap((glyph) => [glyph, [font.widthOf(glyph)]]);
    const descendant = {
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: baseFont,
      CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
      CIDToGIDMap: 'Identity',
      FontDescriptor: context.register(context.obj(descriptor)),
      DW: font.widthOf(0),
      W: widths,
    };
    context.assign(
      this.ref,
      context.obj({
        Type: 'Font',
        Subtype: 'Type0',
        BaseFont: baseFont,
        Encoding: 'Identity-H',
        DescendantFonts: [context.register(context.obj(descendant))],
        ToUnicode: context.register(context.flateStream(Buffer.from(this.wayBack()))),
      }),
    );
  }

  private wayBack(): string {
    const pairs = [...this.used].map(([glyph, codePoint]) => `<${hex(glyph)}> <${utf16(codePoint)}>`);
    const blocks: string[] = [];
    for (let at = 0; at < pairs.length; at += 100) {
      const block = pairs.slice(at, at + 100);
      blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
    }
    return [
      '/CIDInit /ProcSet findresource begin',
      '12 dict begin',
      'begincmap',
      '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
      '/CMapName /Adobe-Identity-UCS def',
      '/CMapType 2 def',
      '1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange',
      ...blocks,
      'endcmap',
      'CMapName currentdict /CMap defineresource pop',
      'end',
      'end',
    ].join('\n');
  }
}

const hex = (glyph: number): string => glyph.toString(16).padStart(4, '0');
const utf16 = (codePoint: number): string =>
  Buffer.from(String.fromCodePoint(codePoint), 'utf16le').swap16().toString('hex');
