/** What `up` tells when all is ready; the ready file holds the same as JSON. */
export type Ready = {
  readonly url: string;
  readonly smtp: { readonly host: string; readonly port: number };
  /** The hot folder; null as long as there is none. */
  readonly folder: string | null;
  readonly logins: readonly Login[];
};

export type Login = { readonly email: string; readonly roles: readonly string[]; readonly password: string };

/** The installation as a person at the console wants to see it. */
export function summary({ url, smtp, logins }: Ready, mailTo: readonly string[], data: string): string {
  const mail = mailTo.length > 0 ? `${mailTo.join(', ')} über ` : '';
  const rows = [
    ['Oberfläche', url],
    ['Rechnungen', `${mail}SMTP ${smtp.host}:${smtp.port}`],
    ['Daten', data],
    ['Beenden', 'Strg-C'],
  ];
  return `\nBelegfluss läuft.\n\n${table(rows)}${loginTable(logins)}\n`;
}

function loginTable(logins: readonly Login[]): string {
  if (logins.length === 0) return '';
  const rows = logins.map(({ email, roles, password }) => [email, password, roles.join(', ')]);
  return `\n${table([['Anmeldung', 'Kennwort', 'Rolle'], ...rows])}`;
}

/** Columns as wide as their widest entry. */
export function table(rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(width(column))).join('   ');
  return rows.map((row) => `  ${line(row).trimEnd()}\n`).join('');
}
