import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CommandFailed, exitCodes } from '../command-failed';

/** Programs of the system that tests use, each with its Debian package and what it is for. */
const tools = [
  { program: 'redis-server', package: 'redis-server', use: 'Warteschlange auf Redis' },
  { program: 'faketime', package: 'faketime', use: 'Uhren, die falsch gehen' },
  { program: 'dovecot', package: 'dovecot-imapd', use: 'Postfächer über IMAP' },
  { program: 'chromium', package: 'chromium', use: 'Prüfung im Browser' },
] as const;

type Tool = (typeof tools)[number];

export function missingTools(searchPath: string): readonly Tool[] {
  const folders = [...searchPath.split(delimiter), '/usr/bin', '/usr/sbin'];
  return tools.filter(({ program }) => !folders.some((folder) => existsSync(join(folder, program))));
}

/** As root what is missing is installed; otherwise the person is told, and nothing is skipped. */
export function provideTools(searchPath: string, root: boolean): void {
  const missing = missingTools(searchPath);
  if (missing.length === 0) return;

  const packages = missing.map((tool) => tool.package);
  const install = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (!root) throw toolsMissing(missing, install);

  process.stderr.write(`Es wird installiert: ${packages.join(', ')} …\n`);
  const apt = (...args: readonly string[]) =>
    spawnSync('apt-get', ['-q', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    });
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...packages);
  const still = missingTools(searchPath);
  if (still.length > 0) throw toolsMissing(still, install);
}

function toolsMissing(missing: readonly Tool[], install: string): CommandFailed {
  const names = missing.map(({ program, use }) => `${program} (${use})`).join(', ');
  return new CommandFailed(
    {
      de: `Für die Prüfungen fehlt: ${names}. Es wurde nichts geprüft, denn ausgelassen wird nichts. Bitte als root ausführen: ${install}`,
      en: `The tests lack: ${missing.map(({ program }) => program).join(', ')}. Nothing was tested, for nothing is left out. Please run as root: ${install}`,
    },
    exitCodes.unavailable,
  );
}
