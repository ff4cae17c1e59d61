/**
 * Text of strangers may carry characters that turn the reading order round or that nobody sees. Signing something
 * that reads differently from what it is must be impossible, so such characters are shown as marks.
 */
const HIDDEN =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

export type Piece = { readonly kind: 'text' | 'mark'; readonly text: string };

const markOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** The text cut into readable pieces and the marks that stand for hidden characters. */
export function pieces(text: string): readonly Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > from) found.push({ kind: 'text', text: text.slice(from, match.index) });
    found.push({ kind: 'mark', text: markOf(match[0]) });
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ kind: 'text', text: text.slice(from) });
  return found;
}

/** A point after these ends no sentence: "Dr. Schilling", "Kroll e. K.", "GmbH & Co. KG", "Pos. 3". */
const SHORTENED = /(?:^|[\s(„])(?:\p{L}{1,2}|bzw|ggf|evtl|inkl|exkl|zzgl|Str|Prof|Pos|Abs|Art|lfd)$/u;

/** The first sentence of a message: its cause. Consequence and next step follow where there is room. */
export function firstSentence(text: string): string {
  for (const { index } of text.matchAll(/[.!?](?=\s|$)/gu)) {
    const before = text.slice(0, index);
    if (!SHORTENED.test(before)) return text.slice(0, index + 1);
  }
  return text;
}

/** The same as one line of text, for places that take no markup (labels, titles). */
export const visible = (text: string): string =>
  pieces(text)
    .map((piece) => (piece.kind === 'mark' ? `[${piece.text}]` : piece.text))
    .join('');
