import { CommandFailed, exitCodes, textOf } from './command-failed';

/** Ends with the exit code; undefined means success. */
type Run = (args: readonly string[]) => Promise<number | undefined>;
type Command = { readonly usage: string; readonly does: string; readonly run: Run };

// Loaded when called: a short command must not wait for the libraries of a long one. Node wants the file's full name.
const commands: Readonly<Record<string, Command>> = {
  up: {
    usage: 'up [--port 3000] [--smtp-port 2525] [--data ORDNER] [--demo] [--ready-file DATEI]',
    does: 'startet Datenbank, Oberfläche, Verarbeitung und E-Mail-Empfang',
    run: async (args) => (await import('./up/up.js')).up(args),
  },
  audit: {
    usage: 'audit verify [--data ORDNER]',
    does: 'prüft die Protokollketten und nennt den ersten falschen Eintrag',
    run: async (args) => (await import('./audit/audit.js')).audit(args),
  },
  token: {
    usage: 'token create --login E-MAIL --scope RECHT[,RECHT] [--days 90] [--name NAME] [--data ORDNER]',
    does: 'legt einen Zugriffsschlüssel für ein Programm an und zeigt ihn einmal',
    run: async (args) => (await import('./token/token.js')).token(args),
  },
  operator: {
    usage: 'operator add --email E-MAIL --name NAME [--data ORDNER]',
    does: 'legt eine Person an, die das Rechenzentrum betreibt, und zeigt ihren Einladungslink einmal',
    run: async (args) => (await import('./operator/operator.js')).operator(args),
  },
  test: {
    usage: 'test',
    does: 'führt alle Prüfungen aus, auch im Browser',
    run: async (args) => (await import('./all-tests/all-tests.js')).allTests(args),
  },
};

const help = (): string => {
  const entries = Object.values(commands).map(({ usage, does }) => `  ./belegfluss ${usage}\n      ${does}`);
  return `Belegfluss nimmt Rechnungen der Verwaltung an und führt sie bis zur Buchung.\n\n${entries.join('\n')}\n`;
};

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help());
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    process.stderr.write(`Den Befehl „${name}“ gibt es nicht. / There is no command "${name}".\n\n${help()}`);
    return exitCodes.usage;
  }
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`./belegfluss ${command.usage}\n    ${command.does}\n`);
    return 0;
  }
  try {
    return (await command.run(args)) ?? 0;
  } catch (error) {
    return report(error, command);
  }
}

function report(error: unknown, command: Command): number {
  const text = textOf(error);
  if (text) {
    process.stderr.write(`\n${text.de}\n\n${text.en}\n`);
  } else {
    const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(
      `\nEin unerwarteter Fehler hat den Befehl beendet; bitte mit dieser Meldung an die Betreuung wenden.\n` +
        `An unexpected error ended the command; please hand this message to your support.\n${cause}\n`,
    );
  }
  if (!(error instanceof CommandFailed)) return exitCodes.failed;
  if (error.exitCode === exitCodes.usage) process.stderr.write(`\n./belegfluss ${command.usage}\n`);
  return error.exitCode;
}

// Written to a file on a full disk, or to a terminal that was closed: what we say is lost, what we do goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

void main(process.argv.slice(2)).then((code) => process.exit(code));
