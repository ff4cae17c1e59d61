import { codeOf, type Text } from './start-refused';

/** Why the database lets nobody in. `lasting`: waiting does not cure it, somebody must act. */
export type ConnectTrouble = { readonly lasting: boolean; readonly code: string; readonly text: Text };

type Wrong = { readonly de: string; readonly en: string };

/** What waiting does not cure, by SQLSTATE or system code. */
const byCode: Readonly<Record<string, Wrong>> = {
  '28P01': {
    de: 'Die Datenbank weist Benutzer oder Kennwort aus APP_DATABASE_URL zurück',
    en: 'The database refuses the user or the password of APP_DATABASE_URL',
  },
  '28000': {
    de: 'Die Datenbank lässt den Benutzer aus APP_DATABASE_URL von diesem Rechner aus nicht zu (pg_hba.conf, Rolle)',
    en: 'The database does not admit the user of APP_DATABASE_URL from this machine (pg_hba.conf, role)',
  },
  '3D000': {
    de: 'Die Datenbank, die in APP_DATABASE_URL steht, gibt es auf diesem Server nicht',
    en: 'The database that APP_DATABASE_URL names does not exist on this server',
  },
  '42501': {
    de: 'Der Benutzer aus APP_DATABASE_URL darf sich mit dieser Datenbank nicht verbinden (GRANT CONNECT)',
    en: 'The user of APP_DATABASE_URL may not connect to this database (GRANT CONNECT)',
  },
  ENOTFOUND: {
    de: 'Den Rechner aus APP_DATABASE_URL gibt es nicht',
    en: 'The host of APP_DATABASE_URL does not exist',
  },
};

/** What has no code of its own. */
const byWords: readonly (readonly [RegExp, Wrong])[] = [
  [
    /password must be a/,
    {
      de: 'Die Datenbank verlangt ein Kennwort, in APP_DATABASE_URL steht keines',
      en: 'The database demands a password, APP_DATABASE_URL has none',
    },
  ],
  [
    /does not support SSL/,
    {
      de: 'APP_DATABASE_URL verlangt TLS (sslmode), der Server der Datenbank spricht keines',
      en: 'APP_DATABASE_URL demands TLS (sslmode), the server of the database speaks none',
    },
  ],
  [
    /certificate|CERT|ALTNAME/i,
    {
      de: 'Das Zertifikat der Datenbank aus APP_DATABASE_URL wird nicht anerkannt (sslmode, sslrootcert)',
      en: 'The certificate of the database of APP_DATABASE_URL is not accepted (sslmode, sslrootcert)',
    },
  ],
];

/** Puts into words why a connection was not had. The words of the driver are left out: they may repeat the address. */
export function connectTrouble(error: unknown): ConnectTrouble {
  const code = codeOf(error) ?? '';
  const said = error instanceof Error ? `${error.message} ${code}` : '';
  const wrong = byCode[code] ?? byWords.find(([words]) => words.test(said))?.[1];
  if (!wrong) return { lasting: false, code: code === '' ? 'timeout' : code, text: away(code) };
  return {
    lasting: true,
    code,
    text: {
      de: `${wrong.de}; das Programm startet nicht. Bitte richtigstellen und neu starten.`,
      en: `${wrong.en}, so the program does not start. Correct it and start again.`,
    },
  };
}

/** Without a code the server said nothing at all in time. */
const away = (code: string): Text => ({
  de: `Die Datenbank aus APP_DATABASE_URL antwortet nicht oder nimmt keine Verbindung an (${code === '' ? 'Zeit abgelaufen' : code}); das Programm startet nicht. Bitte PostgreSQL starten, Rechner und Port in APP_DATABASE_URL prüfen und neu starten.`,
  en: `The database of APP_DATABASE_URL does not answer or takes no connection (${code === '' ? 'out of time' : code}), so the program does not start. Start PostgreSQL, check host and port in APP_DATABASE_URL and start again.`,
});
