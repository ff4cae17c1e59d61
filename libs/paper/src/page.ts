import {
  beginText,
  endText,
  fill,
  moveText,
  type PDFDocument,
  PDFName,
  PDFNumber,
  PDFOperator,
  PDFOperatorNames,
  type PDFPage,
  type PDFRef,
  PDFString,
  rectangle,
  setFillingGrayscaleColor,
  setFontAndSize,
  showText,
} from 'pdf-lib';
import { type PdfFont } from './font/pdf-font';

/** What a part of the page is to whoever hears it. */
type Role = 'H1' | 'H2' | 'P' | 'Figure';

const A4 = { width: 595.28, height: 841.89 };

/** One page whose parts are read out in the order in which they are drawn; lines and boxes are decoration. Measures in points, from the top left. */
export class Page {
  readonly width = A4.width;
  private readonly page: PDFPage;
  private readonly parts: { readonly role: Role; readonly alt?: string }[] = [];

  constructor(
    private readonly document: PDFDocument,
    private readonly fonts: { readonly regular: PdfFont; readonly bold: PdfFont },
  ) {
    this.page = document.addPage([A4.width, A4.height]);
    this.page.node.setFontDictionary(PDFName.of('R'), fonts.regular.ref);
    this.page.node.setFontDictionary(PDFName.of('B'), fonts.bold.ref);
  }

  /** Writes a part of the text; its lines lie below one another. The place below them. */
  text(
    role: Exclude<Role, 'Figure'>,
    words: string,
    at: {
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly size: number;
      readonly bold?: boolean;
      readonly lines?: number;
    },
  ): number {
    const { x, y, width, size, bold = false, lines: most = 20 } = at;
    const font = bold ? this.fonts.bold : this.fonts.regular;
    const lines = broken(words, width, (line) => font.widthOf(line, size), most);
    const leading = size * 1.35;
    this.begin({ role });
    lines.forEach((line, row) => {
      this.page.pushOperators(
        beginText(),
        setFontAndSize(PDFName.of(bold ? 'B' : 'R'), size),
        moveText(x, A4.height - y - size - row * leading),
        showText(font.encode(line)),
        endText(),
      );
    });
    this.end();
    return y + lines.length * leading;
  }

  /** Bars and spaces of a code, `modules` of them, over `width`. */
  bars(widths: readonly number[], alt: string, at: { x: number; y: number; width: number; height: number }): void {
    const module = at.width / widths.reduce((sum, one) => sum + one, 0);
    this.begin({ role: 'Figure', alt });
    let x = at.x;
    widths.forEach((one, index) => {
      if (index % 2 === 0)
        this.page.pushOperators(rectangle(x, A4.height - at.y - at.height, one * module, at.height), fill());
      x += one * module;
    });
    this.end();
  }

  line(x: number, y: number, width: number, gray = 0): void {
    this.page.pushOperators(
      PDFOperator.of(PDFOperatorNames.BeginMarkedContent, [PDFName.of('Artifact')]),
      setFillingGrayscaleColor(gray),
      rectangle(x, A4.height - y, width, 0.6),
      fill(),
      setFillingGrayscaleColor(0),
      PDFOperator.of(PDFOperatorNames.EndMarkedContent),
    );
  }

  /** Says in which order the parts are read, and what they are. */
  tag(): void {
    const { context, catalog } = this.document;
    const root = context.nextRef();
    const elements = this.parts.map(({ role, alt }, mark) =>
      context.register(
        context.obj({
          Type: 'StructElem',
          S: role,
          P: root,
          Pg: this.page.ref,
          K: mark,
          ...(alt === undefined ? {} : { Alt: PDFString.of(alt) }),
        }),
      ),
    );
    this.nest(root, elements);
    this.page.node.set(PDFName.of('StructParents'), PDFNumber.of(0));
    this.page.node.set(PDFName.of('Tabs'), PDFName.of('S'));
    catalog.set(PDFName.of('StructTreeRoot'), root);
    catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }));
  }

  private nest(root: PDFRef, elements: readonly PDFRef[]): void {
    const { context } = this.document;
    const parents = context.register(context.obj({ Nums: [0, [...elements]] }));
    context.assign(
      root,
      context.obj({ Type: 'StructTreeRoot', K: [...elements], ParentTree: parents, ParentTreeNextKey: 1 }),
    );
  }

  private begin(part: { role: Role; alt?: string }): void {
    const mark = `<</MCID ${this.parts.length}>>`;
    this.parts.push(part);
    this.page.pushOperators(PDFOperator.of(PDFOperatorNames.BeginMarkedContentSequence, [PDFName.of(part.role), mark]));
  }

  private end(): void {
    this.page.pushOperators(PDFOperator.of(PDFOperatorNames.EndMarkedContent));
  }
}

/** Lines that fit; a word that is too long for one is cut, and what is beyond the last line ends in "…". */
export function broken(text: string, width: number, widthOf: (line: string) => number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  const signs = (word: string): string[] => (widthOf(word) <= width ? [word] : Array.from(word));
  for (const word of text.split(' ')) {
    let glue = line === '' ? '' : ' ';
    for (const piece of signs(word)) {
      if (line !== '' && widthOf(line + glue + piece) > width) {
        lines.push(line);
        line = piece;
      } else line += glue + piece;
      glue = '';
    }
  }
  lines.push(line);
  if (lines.length <= most) return lines;
  const shown = lines.slice(0, most);
  let last = shown.pop() ?? '';
  while (last !== '' && widthOf(`${last}…`) > width) last = Array.from(last).slice(0, -1).join('');
  return [...shown, `${last}…`];
}
