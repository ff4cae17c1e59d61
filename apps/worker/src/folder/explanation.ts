export type Problem =
  | { readonly kind: 'too-large'; readonly maxBytes: number }
  | { readonly kind: 'empty' | 'forbidden' | 'link' | 'special' };

/** The text beside a file in `problem`: cause, consequence, next step, for whoever looks into the folder. */
export function explanation(name: string, problem: Problem): string {
  const { de, en } = textOf(problem);
  return `${name}\n\n${de}\n\n${en}\n`;
}

/** The same for the log, in one line. */
export function sentence({ kind }: Problem): string {
  return `Eine Datei im Eingangsordner wurde nicht angenommen und liegt mit einer Erklärung in „problem“ (${kind}). / A file of the hot folder was not taken and lies in "problem" with an explanation (${kind}).`;
}

function textOf(problem: Problem): { readonly de: string; readonly en: string } {
  switch (problem.kind) {
    case 'too-large': {
      const limit = String(Math.floor(problem.maxBytes / 1_048_576));
      return {
        de: `Die Datei ist größer als ${limit} MB. Sie wurde nicht angenommen und gilt nicht als eingegangen. Bitte teilen oder verkleinern und erneut in „inbox“ legen.`,
        en: `The file is larger than ${limit} MB. It was not taken and does not count as received. Split it or make it smaller and put it into "inbox" again.`,
      };
    }
    case 'empty':
      return {
        de: 'Die Datei ist leer. Der Eingang ist verzeichnet und abgelehnt, es gibt keine Rechnung dazu. Bitte das Original suchen und erneut in „inbox“ legen.',
        en: 'The file is empty. Its arrival is on record as rejected, there is no invoice. Find the original and put it into "inbox" again.',
      };
    case 'forbidden':
      return {
        de: 'Belegfluss darf die Datei nicht lesen (Zugriffsrechte). Sie wurde nicht angenommen und gilt nicht als eingegangen. Bitte die Rechte richten und die Datei erneut in „inbox“ legen.',
        en: 'Belegfluss may not read the file (access rights). It was not taken and does not count as received. Set its rights and put it into "inbox" again.',
      };
    case 'link':
      return {
        de: 'Das ist eine Verknüpfung, keine Datei. Ihr wurde nicht gefolgt, nichts wurde angenommen. Bitte die Datei selbst in „inbox“ legen.',
        en: 'This is a link and no file. It was not followed and nothing was taken. Put the file itself into "inbox".',
      };
    case 'special':
      return {
        de: 'Das ist keine gewöhnliche Datei (sondern etwa eine Pipe oder ein Gerät). Sie wurde nicht geöffnet, nichts wurde angenommen. Bitte die Rechnung als Datei in „inbox“ legen.',
        en: 'This is no ordinary file (but a pipe or a device, say). It was not opened and nothing was taken. Put the invoice into "inbox" as a file.',
      };
  }
}
