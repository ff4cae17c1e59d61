/** More than this nobody reads, and drawing it would make the page stall. */
export const SHOWN = 400_000;

/** The text of an XML file in the encoding that it names itself; an unknown one is read as UTF-8, marks and all. */
export async function decodeXml(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.slice(0, SHOWN).arrayBuffer());
  return decoderOf(bytes).decode(bytes);
}

function decoderOf(bytes: Uint8Array): TextDecoder {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be');
  const declaration = new TextDecoder('latin1').decode(bytes.slice(0, 200));
  const named = /^<\?xml[^>]*\bencoding=["']([\w.-]+)["']/.exec(declaration)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(named);
  } catch {
    return new TextDecoder();
  }
}
