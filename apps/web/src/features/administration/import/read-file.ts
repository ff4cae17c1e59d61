/** What a spreadsheet stored, as text: UTF-8 or UTF-16 where the bytes say so, else the code page of German Windows. */
export function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // not UTF-8: every byte means something in Windows-1252
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
