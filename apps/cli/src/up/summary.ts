/** Where invoices to the demonstration town go. */
export const demoMailbox = 'rechnung@musterstadt.example';

/** What `up` tells when all is ready; the ready file holds the same as JSON. */
export type Ready = {
  readonly url: string;
  readonly smtp: { readonly host: string; readonly port: number };
  /** The hot folder; null as long as no entity has a mail address. */
  readonly folder: string | null;
  /** Where files are to be put; one for each entity. */
  readonly inboxes: readonly string[];
  readonly logins: readonly Login[];
};

export type Login = {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly password: string;
};

/** The installation as a person at the console wants to see it. */
export function summary({ url, smtp, inboxes, logins }: Ready, mailbox: string | undefined, data: string): string {
  const mail = mailbox === undefined ? '' : `${mailbox} über `;
  const rows = [
    ['Oberfläche', url],
    ['Rechnungen', `${mail}SMTP ${smtp.host}:${smtp.port}`],
    ...inboxes.map((inbox) => ['Ordner', inbox]),
    ['Daten', data],
    ['Beenden', 'Strg-C'],
  ];
  return `\nBelegfluss läuft.\n\n${table(rows)}${loginTable(logins)}\n`;
}

const roleNames: Readonly<Record<string, string>> = {
  clerk: 'Rechnungseingang',
  certifier: 'Feststellung',
  orderer: 'Anordnung',
  finance: 'Finanzbuchhaltung',
  cashier: 'Zahlungsabwicklung',
  auditor: 'Rechnungsprüfung',
  administrator: 'Verwaltung des Systems',
};

function loginTable(logins: readonly Login[]): string {
  if (logins.length === 0) return '';
  const rows = logins.map(({ email, name, roles, password }) => [
    email,
    password,
    `${name}, ${roles.map((role) => roleNames[role] ?? role).join(' und ')}`,
  ]);
  return `\n${table([['Anmeldung', 'Kennwort', 'Person'], ...rows])}`;
}

/** Columns as wide as their widest entry. */
export function table(rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(width(column))).join('   ');
  return rows.map((row) => `  ${line(row).trimEnd()}\n`).join('');
}
