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
    /DB index is out of range|invalid DB index|SELECT is not allowed|run the 'select' command/i,
    trouble(
      'database',
      'Die Datenbank, deren Nummer in REDIS_URL steht (redis://RECHNER:6379/NUMMER), gibt es in diesem Redis nicht, oder der Benutzer darf sie nicht benutzen; eine andere wird nicht genommen.',
      'The database whose number stands in REDIS_URL (redis://HOST:6379/NUMBER) does not exist in this Redis, or the user may not have it; no other one is taken.',
      'Bitte die Nummer in REDIS_URL richtigstellen (ohne Einstellung gibt es 0 bis 15) und neu starten.',
      'Please correct the number in REDIS_URL (0 to 15 exist by default) and start again.',
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
    /certificate|CERT|ALTNAME/i,
    trouble(
      'certificate',
      'Das Zertifikat von Redis wird nicht anerkannt; es wird deshalb nicht benutzt.',
      'The certificate of Redis is not accepted, so it is not used.',
      'Bitte Laufzeit und Rechnernamen des Zertifikats prüfen; eine eigene Zertifizierungsstelle nennt NODE_EXTRA_CA_CERTS.',
      'Please check dates and host name of the certificate; an authority of your own is named by NODE_EXTRA_CA_CERTS.',
    ),
  ],
  [
    /EPROTO|wrong version number|SSL routines/,
    trouble(
      'no-tls',
      'An der Adresse aus REDIS_URL (rediss://) wird kein TLS gesprochen.',
      'No TLS is spoken at the address of REDIS_URL (rediss://).',
      'Bitte den TLS-Port von Redis eintragen oder redis:// statt rediss:// schreiben und neu starten.',
      'Please name the TLS port of Redis, or write redis:// instead of rediss://, and start again.',
    ),
  ],
  [
    /Protocol error, got/,
    trouble(
      'foreign',
      'An der Adresse aus REDIS_URL antwortet etwas, das nicht die Sprache von Redis spricht, vielleicht ein Redis, das TLS verlangt.',
      'What answers at the address of REDIS_URL does not speak the language of Redis; perhaps it is a Redis that demands TLS.',
      'Bitte Rechner und Port prüfen, für TLS rediss:// statt redis:// schreiben und neu starten.',
      'Please check host and port, write rediss:// instead of redis:// for TLS, and start again.',
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
  'Bitte prüfen, ob der Server läuft und REDIS_URL stimmt (rediss://, wenn er TLS verlangt); sobald er da ist, wird er von selbst wieder benutzt.',
  'Please check that the server runs and that REDIS_URL is right (rediss:// if it demands TLS); as soon as it is there it is used again by itself.',
);

/** A server without TLS waits for more when it is greeted in TLS, as one that hangs. */
const silentToTls = trouble(
  'silent-to-tls',
  'Redis antwortet auf TLS (rediss:// in REDIS_URL) nicht innerhalb einer Sekunde.',
  'Redis does not answer to TLS (rediss:// in REDIS_URL) within a second.',
  'Bitte prüfen, ob dieser Port TLS spricht (sonst redis:// statt rediss:// schreiben und neu starten) oder ob der Server hängt oder überlastet ist.',
  'Please check whether this port speaks TLS (if not, write redis:// instead of rediss:// and start again), and whether the server hangs or is overloaded.',
);

/**
 * Puts what went wrong into words; `tls` says whether the connection should be encrypted. The error itself may hold the
 * address with its password and is never shown.
 */
export function troubleOf(error: unknown, tls = false): Trouble {
  const said = error instanceof Error ? `${error.message} ${'code' in error ? String(error.code) : ''}` : String(error);
  const trouble = known.find(([words]) => words.test(said))?.[1] ?? away;
  return tls && trouble.code === 'silent' ? silentToTls : trouble;
}
