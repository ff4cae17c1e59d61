import { refusal } from '../unreadable';
import { XML_LIMITS as limits } from './limits';

/** The elements that carry BT-125: the only texts that may be longer than any other. */
const carriers: ReadonlySet<string> = new Set(['cbc:EmbeddedDocumentBinaryObject', 'ram:AttachmentBinaryObject']);

export const isAttachment = (name: string): boolean => carriers.has(name);

const EQUALS = 0x3d;

const isSpace = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;

const isDigit = (code: number): boolean =>
  (code >= 0x41 && code <= 0x5a) || // A-Z
  (code >= 0x61 && code <= 0x7a) || // a-z
  (code >= 0x2f && code <= 0x39) || // slash and 0-9
  code === 0x2b; // plus

/** How many bytes a base64 text stands for, without decoding it; undefined when it is no base64 (white space is allowed). */
export function base64Bytes(text: string): number | undefined {
  let digits = 0;
  let padding = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) continue;
    if (code === EQUALS) padding += 1;
    else if (padding > 0 || !isDigit(code)) return undefined;
    else digits += 1;
  }
  if (padding > 2 || (digits + padding) % 4 !== 0) return undefined;
  return Math.floor((digits * 3) / 4);
}

/** Counts the embedded documents of one invoice while it is read. */
export class AttachmentBudget {
  private count = 0;
  private bytes = 0;

  add(text: string): void {
    this.count += 1;
    if (this.count > limits.attachments) {
      throw refusal('too-many-attachments', {
        de: `Die Rechnung enthält mehr als ${limits.attachments} eingebettete Anlagen (BT-125).`,
        en: `The invoice contains more than ${limits.attachments} embedded documents (BT-125).`,
      });
    }
    // What is no base64 still takes its room.
    this.bytes += base64Bytes(text) ?? text.length;
    if (this.bytes > limits.attachmentBytes) {
      throw refusal('too-large', {
        de: `Die eingebetteten Anlagen (BT-125) sind zusammen größer als ${limits.attachmentBytes / 1_000_000} MB.`,
        en: `The embedded documents (BT-125) are larger than ${limits.attachmentBytes / 1_000_000} MB in sum.`,
      });
    }
  }
}
