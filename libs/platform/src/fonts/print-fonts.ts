import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export type PrintFonts = { readonly regular: Uint8Array; readonly bold: Uint8Array };

let read: PrintFonts | undefined;

/** Noto Sans as KERN brings it (SIL Open Font License 1.1), as WOFF: the letters of all European languages, for what we print. */
export function printFonts(): PrintFonts {
  const { resolve } = createRequire(__filename);
  const font = (weight: string): Uint8Array =>
    readFileSync(resolve(`@kern-ux/native/dist/fonts/noto-sans/NotoSans-${weight}.woff`));
  read ??= { regular: font('Regular'), bold: font('Bold') };
  return read;
}
