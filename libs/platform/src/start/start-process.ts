import { codeOf, type Text } from './start-refused';

/**
 * Starts a process. When that fails, one line says why it does not start, and it ends with code 1; a supervisor that is
 * lost meanwhile ends it too.
 */
export function startProcess(main: () => Promise<void>): void {
  const orphaned = (): never => process.exit(1);
  process.once('disconnect', orphaned);
  main().then(
    () => process.off('disconnect', orphaned),
    (error: unknown) => {
      process.stderr.write(`${whyNot(error)}\n`);
      process.exit(1);
    },
  );
}

/** Why a process does not start, in one line: the words of the error if it was made for people, else what little is known. */
export function whyNot(error: unknown): string {
  const { de, en } = textOf(error) ?? unexpected(error);
  return `${de} / ${en}`.replaceAll(/\s+/g, ' ');
}

const isText = (value: unknown): value is Text =>
  typeof value === 'object' && value !== null && 'de' in value && 'en' in value;

const textOf = (error: unknown): Text | undefined =>
  error instanceof Error && 'text' in error && isText(error.text) ? error.text : undefined;

function unexpected(error: unknown): Text {
  const message = error instanceof Error ? error.message : String(error);
  const [first = ''] = message.trim().split('\n', 1);
  // an address that a driver repeats may hold its password
  const said = first.replaceAll(/\/\/\S*@/g, '//…@').slice(0, 300);
  const cause = said === '' ? (codeOf(error) ?? '?') : said;
  return {
    de: `Ein unerwarteter Fehler (${cause}); das Programm startet nicht. Bitte die Ursache beheben oder mit dieser Meldung an die Betreuung wenden und neu starten.`,
    en: `An unexpected error (${cause}), so the program does not start. Remove the cause or hand this message to your support, and start again.`,
  };
}
