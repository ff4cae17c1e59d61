const MB = 1_000_000;

/** How much of a foreign XML document is read at most. Each limit acts while reading, not afterwards. */
export const XML_LIMITS = {
  /** Bytes of the document as received. */
  bytes: 50 * MB,
  depth: 64,
  elements: 2_000_000,
  /** Attributes of one element, namespace declarations included. */
  attributes: 64,
  /** Characters of one text or attribute, counted as written: a character reference counts with all its characters. */
  text: MB,
  /** Characters of an element or attribute name; the longest name of the standard has 63. */
  name: 256,
  /** Embedded documents (BT-125): number, and bytes after decoding in sum. */
  attachments: 100,
  attachmentBytes: 30 * MB,
} as const;
