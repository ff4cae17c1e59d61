import { MAX_TOKEN_DAYS, Scope } from '@libs/operations';
import { readSurroundings } from '@libs/platform';
import { readArguments, usageError } from '../arguments';
import { withOwner } from '../owner-connection';
import { makeToken } from './token.module';

const scopes = Scope.options.join(', ');

/** `token create`: a key for a program that acts for a person, shown once. */
export async function token(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    login: { type: 'string' },
    scope: { type: 'string', multiple: true },
    days: { type: 'string', default: '90' },
    name: { type: 'string', default: 'Kommandozeile' },
    data: { type: 'string' },
  });
  if (positionals.join(' ') !== 'create') {
    throw usageError(
      'Von „token“ gibt es nur „token create“; es wurde kein Schlüssel angelegt. Bitte so aufrufen:',
      'Of "token" there is only "token create"; no token was made. Please call it like this:',
    );
  }
  const { login, name, data } = values;
  if (login === undefined || login.trim() === '') {
    throw usageError(
      'Es fehlt --login mit der E-Mail-Adresse der Person; es wurde kein Schlüssel angelegt. Bitte so aufrufen:',
      '--login with the e-mail address of the person is missing; no token was made. Please call it like this:',
    );
  }
  const wanted = { name, days: readDays(values.days), scopes: readScopes(values.scope ?? []) };
  return withOwner(data, readSurroundings(), async (ownerUrl) => {
    const { token: secret, expiresAt } = await makeToken(ownerUrl, login, wanted);
    process.stdout.write(`${secret}\n`);
    process.stderr.write(
      `Gilt bis ${expiresAt.slice(0, 10)} für ${login}: ${wanted.scopes.join(', ')}. Er wird nicht noch einmal gezeigt.\n`,
    );
    return 0;
  });
}

function readScopes(named: readonly string[]): Scope[] {
  const names = named.flatMap((one) => one.split(',')).map((one) => one.trim());
  const known = Scope.array().min(1).safeParse(names);
  if (known.success) return known.data;
  throw usageError(
    `--scope nennt nicht, was der Schlüssel darf; es wurde keiner angelegt. Möglich, auch mehrere mit Komma: ${scopes}.`,
    `--scope does not say what the token may do; none was made. Possible, several with commas: ${scopes}.`,
  );
}

function readDays(text: string): number {
  const days = Number(text);
  if (/^\d{1,3}$/.test(text) && days >= 1 && days <= MAX_TOKEN_DAYS) return days;
  throw usageError(
    `--days verlangt eine Zahl von 1 bis ${MAX_TOKEN_DAYS}, nicht „${text}“; es wurde kein Schlüssel angelegt. Bitte so aufrufen:`,
    `--days wants a number from 1 to ${MAX_TOKEN_DAYS}, not "${text}"; no token was made. Please call it like this:`,
  );
}
