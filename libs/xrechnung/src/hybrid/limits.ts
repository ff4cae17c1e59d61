const MB = 1_000_000;

/** How much of a foreign PDF is looked at while searching for its XML. */
export const PDF_LIMITS = {
  /** Bytes of the document as received. */
  bytes: 50 * MB,
  /** The header may stand behind other bytes, as PDF readers have it. */
  headerWithin: 1024,
  embeddedFiles: 50,
  /** Bytes of one embedded file after unpacking, and after each filter on the way. */
  inflated: 30 * MB,
  /** Nodes of one tree (names, pages) and entries of one list (associated files, annotations). */
  treeNodes: 20_000,
} as const;
