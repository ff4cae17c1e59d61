import { type Text } from '../text';

/** Why Redis cannot be used now; `code` for programs, `text` for the operator. */
export type Trouble = { readonly code: string; readonly text: Text };

const goesOnDe =
  'Belege werden weiter angenommen und aus der Arbeitstabelle in Postgres verarbeitet, nur langsamer; es geht nichts verloren.';
const goesOnEn =
  'Documents are still accepted and carried by the work table in Postgres, only slower; nothing is lost.';

const trouble = (code: string, de: string, en: string, nextDe: string, nextEn: string): Trouble => ({
  code,
  text: { de: `${de} ${goesOnDe} ${nextDe}`, en: `${en} ${goesOnEn} ${nextEn}` },
});

/** What the server or the client says, by its first word or code; the order matters where several fit. */
const known: readonly (readonly [RegExp, Trouble])[] = [
  [
    /WRONGPASS|NOAUTH|ERR AUTH|invalid password/i,
    trouble(
      'password',
      'Redis weist das Kennwort aus REDIS_URL zurück.',
      'Redis refuses the password of REDIS_URL.',
      'Bitte REDIS_URL richtigstellen und neu starten.',
      'Please correct REDIS_URL and start again.',
    ),
  ],
  [
    /NOPERM/i,
    trouble(
      'permission',
      'Der Redis-Benutzer aus REDIS_URL darf nicht schreiben.',
      'The Redis user of REDIS_URL may not write.',
      'Bitte ihm die Rechte auf die Schlüssel geben.',
      'Please give it the rights on the keys.',
    ),
  ],
  [
    /OOM/,
    trouble(
      'full',
      'Redis hat keinen Speicher mehr (maxmemory).',
      'Redis has no memory left (maxmemory).',
      'Bitte maxmemory erhöhen oder andere Daten aus diesem Redis entfernen.',
      'Please raise maxmemory or remove other data from this Redis.',
    ),
  ],
  [
    /MISCONF/,
    trouble(
      'disk',
      'Redis kann nicht auf seine Platte schreiben und nimmt nichts mehr an.',
      'Redis cannot write to its disk and takes nothing any more.',
      'Bitte Platz und Rechte seines Datenordners prüfen.',
      'Please check room and rights of its data folder.',
    ),
  ],
  [
    /READONLY/,
    trouble(
      'replica',
      'REDIS_URL führt zu einer Kopie, die nicht schreiben darf.',
      'REDIS_URL leads to a replica, which may not write.',
      'Bitte die Adresse des Hauptservers eintragen.',
      'Please name the main server.',
    ),
  ],
  [
    /LOADING/,
    trouble(
      'loading',
      'Redis lädt noch seine Daten.',
      'Redis is still loading its data.',
      'Es ist nichts zu tun.',
      'There is nothing to do.',
    ),
  ],
  [
    /timed out|timeout|ETIMEDOUT/i,
    trouble(
      'silent',
      'Redis antwortet nicht innerhalb einer Sekunde.',
      'Redis does not answer within a second.',
      'Bitte prüfen, ob der Server hängt oder überlastet ist.',
      'Please check whether the server hangs or is overloaded.',
    ),
  ],
  [
    /ENOTFOUND|EAI_AGAIN/,
    trouble(
      'unknown-host',
      'Den Rechner aus REDIS_URL gibt es nicht.',
      'The host of REDIS_URL does not exist.',
      'Bitte REDIS_URL prüfen.',
      'Please check REDIS_URL.',
    ),
  ],
];

const away = trouble(
  'away',
  'Redis ist nicht erreichbar.',
  'Redis cannot be reached.',
  'Bitte prüfen, ob der Server läuft und REDIS_URL stimmt; sobald er da ist, wird er von selbst wieder benutzt.',
  'Please check that the server runs and that REDIS_URL is right; as soon as it is there it is used again by itself.',
);

/** Puts what went wrong into words. The error itself may hold the address with its password and is never shown. */
export function troubleOf(error: unknown): Trouble {
  const said = error instanceof Error ? `${error.message} ${'code' in error ? String(error.code) : ''}` : String(error);
  return known.find(([words]) => words.test(said))?.[1] ?? away;
}
