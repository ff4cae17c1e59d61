const LENGTH = 120;
const LONGEST_EXTENSION = 10;

/** Device names of Windows, with or without extension: a download under such a name cannot be saved there. */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/**
 * A name that can be shown and offered for download. The name of a foreign file is a claim and never a path: files are stored under
 * our own ids. Without a usable name it is `Anhang-n`.
 */
export function safeFileName(name: string | undefined, n = 1): string {
  const plain = (name ?? '')
    .normalize('NFC')
    .replace(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '') // bidirectional marks turn "gnp.exe" into "exe.png"
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .replace(/^.*[/\\∕⁄／＼]/u, '')
    .replace(/[<>:"|?*：＂｜？＊]/gu, '_')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (!/[\p{L}\p{N}]/u.test(plain)) return `Anhang-${n}`;
  return shorten(plain.replace(RESERVED, '_$1'));
}

/** Cuts in the middle of the name, so that the extension stays. */
function shorten(name: string): string {
  const characters = Array.from(name);
  if (name.length <= LENGTH) return name;

  const dot = characters.lastIndexOf('.');
  const extension = dot > 0 && characters.length - dot <= LONGEST_EXTENSION + 1 ? characters.slice(dot).join('') : '';
  let stem = '';
  for (const character of dot > 0 && extension !== '' ? characters.slice(0, dot) : characters) {
    if (stem.length + character.length + extension.length > LENGTH) break;
    stem += character;
  }
  return `${stem.replace(/[. ]+$/, '')}${extension}`;
}
