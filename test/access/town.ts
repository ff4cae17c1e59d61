import { randomUUID } from 'node:crypto';
import { emailKey } from '@libs/operations';
import { openServer, type TestServer } from '../support/server';
import { leitwegIdOf, ublInvoice } from '../support/xrechnung-xml';
import { Client, signedIn } from '../http/support/client';
import { codingOf, newNumber, type People, people } from '../http/support/line';

/** The columns of docs/access.md: role and unit of a person who has nothing else. */
export const grants: Readonly<Record<string, readonly [role: string, unit: string | null] | null>> = {
  ohne: null,
  Rechnungsstelle: ['clerk', null],
  'Feststellung 40': ['certifier', '40'],
  'Anordnung 40': ['orderer', '40'],
  Finanz: ['finance', null],
  Kasse: ['cashier', null],
  Prüfung: ['auditor', null],
  Administration: ['administrator', null],
};
export const stranger = 'niemand';
/** The desk of another town. */
export const neighbour = 'fremd';
export const columns = [stranger, ...Object.keys(grants), neighbour];
export const SEALED = '51';

export type TownCase = {
  readonly id: string;
  readonly number: string;
  readonly invoiceNumber: string;
  readonly arrivalId: string;
  readonly documentId: string;
  readonly unitId: string;
  readonly contentHash: string;
};

export type Town = {
  readonly server: TestServer;
  readonly all: People;
  /** By column. */
  readonly clients: ReadonlyMap<string, Client>;
  /** One coded case for each of the units 40, 67 and the sealed one, by the unit's number. */
  readonly cases: ReadonlyMap<string, TownCase>;
  readonly loginOf: (column: string) => string;
  readonly close: () => Promise<void>;
};

/** A town with one person for each column of docs/access.md, and one case in three units. */
export async function openTown(): Promise<Town> {
  const server = await openServer();
  await hire(server);
  const all = await people(server);
  const cases = new Map<string, TownCase>();
  for (const unit of ['40', '67', SEALED]) cases.set(unit, await caseIn(server, all, unit));
  await server.sql(`UPDATE unit SET sealed = true WHERE number = $1`, [SEALED]);
  const clients = new Map<string, Client>([[stranger, new Client(server.url)]]);
  for (const column of columns.filter((one) => one !== stranger))
    clients.set(column, await signedIn(server.url, loginOf(column)));
  const close = async (): Promise<void> => {
    for (const client of clients.values()) client.close();
    await server.close();
  };
  return { server, all, clients, cases, loginOf, close };
}

const loginOf = (column: string): string => column.toLowerCase().replace(/[^a-z0-9]/g, '-');

async function caseIn(server: TestServer, all: People, unit: string): Promise<TownCase> {
  const invoiceNumber = newNumber();
  const arrival = await all.clerk.received(ublInvoice({ number: invoiceNumber, leitwegId: leitwegIdOf(unit) }));
  const { id, number } = await all.clerk.caseOf(arrival.id, 'code');
  await all.clerk.put(`/cases/${id}/coding`, codingOf('1190.00'));
  const [row] = await server.sql(
    `SELECT d.id AS document, c.unit_id AS unit, c.content_hash AS hash FROM document d JOIN invoice_case c ON c.id = d.case_id WHERE c.id = $1`,
    [id],
  );
  return {
    id,
    number,
    invoiceNumber,
    arrivalId: arrival.id,
    documentId: String(row?.['document']),
    unitId: String(row?.['unit']),
    contentHash: String(row?.['hash']),
  };
}

/** With the password of the demonstration town; the neighbour in a town of their own. */
async function hire(server: TestServer): Promise<void> {
  const village = randomUUID();
  await server.sql(`INSERT INTO entity SELECT $1, 'Gemeinde Nebenan', settings FROM entity LIMIT 1`, [village]);
  for (const column of columns.filter((one) => one !== stranger)) {
    const email = `${loginOf(column)}@musterstadt.example`;
    const [id, entity] = [randomUUID(), column === neighbour ? village : server.house.entityId];
    await server.sql(
      `INSERT INTO person (entity_id, id, name, email, password_hash)
       SELECT $1, $2, $3, $4, password_hash FROM person WHERE email LIKE 'clerk@%'`,
      [entity, id, column, email],
    );
    await server.sql(`INSERT INTO sign_in_key VALUES ('email', $1, $2, $3)`, [emailKey(email), entity, id]);
    const grant = column === neighbour ? (['clerk', null] as const) : grants[column];
    if (!grant) continue;
    await server.sql(
      `INSERT INTO role_grant (entity_id, id, person_id, role, unit_id)
       VALUES ($1, gen_random_uuid(), $2, $3, (SELECT id FROM unit WHERE number = $4))`,
      [entity, id, ...grant],
    );
  }
}
