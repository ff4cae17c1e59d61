import { randomUUID } from 'node:crypto';
import { type Group, type PersonDetail, type RoleGrant, type Unit, type Units } from '@libs/contracts';
import { emailKey } from '@libs/operations';
import { demoPassword, type TestServer } from '../../support/server';
import { type Answer, Client, signedIn } from './client';

export const reason = 'Probe der Verwaltung';

/** Two administrators of the demonstration town at work, and what their tests ask again and again. */
export async function openOffice(server: TestServer) {
  const [admin, admin2] = await Promise.all([signedIn(server.url, 'admin'), signedIn(server.url, 'admin2')]);
  const units = ((await admin.get('/units')).json as { items: Unit[] } satisfies ReturnType<typeof Units.parse>).items;
  const unit = (number: string): Unit => {
    const found = units.find((one) => one.number === number);
    if (!found) throw new Error(`There is no unit ${number}.`);
    return found;
  };

  let count = 0;
  const hire = async (name = `Person ${(count += 1)}`): Promise<PersonDetail & { readonly login: string }> => {
    const login = `neu-${randomUUID().slice(0, 8)}`;
    const made = done<PersonDetail>(
      await admin.post('/people', { name, email: `${login}@musterstadt.example`, reason }),
      201,
    );
    return { ...made, login };
  };
  /** Until invitations are sent: the password of everybody in the demonstration town. */
  const enter = async (person: { readonly id: string; readonly login: string }): Promise<Client> => {
    await server.sql(
      `UPDATE person SET password_hash = (SELECT password_hash FROM person WHERE email LIKE 'clerk@%') WHERE id = $1`,
      [person.id],
    );
    const client = new Client(server.url);
    if ((await client.signIn(person.login)).status !== 200) throw new Error(`${person.login} does not come in.`);
    return client;
  };
  const give = (wanted: object): Promise<Answer> => admin.post('/roles', { unit: null, reason, ...wanted });
  const given = async (wanted: object): Promise<RoleGrant> => done<RoleGrant>(await give(wanted), 201);
  const confirmed = async (wanted: object): Promise<RoleGrant> => {
    const { id } = await given(wanted);
    return done<RoleGrant>(await admin2.post(`/roles/${id}/confirmation`, { reason }), 201);
  };
  const group = async (members: readonly object[] = []): Promise<Group> =>
    done<Group>(await admin.post('/groups', { name: `Gruppe ${randomUUID()}`, members, reason }), 201);
  const person = async (id: string): Promise<PersonDetail> => done<PersonDetail>(await admin.get(`/people/${id}`), 200);
  const putPerson = async (id: string, change: object): Promise<Answer> => {
    const { name, email, disabledAt } = await person(id);
    return admin.put(`/people/${id}`, { name, email, disabled: disabledAt !== null, reason, ...change });
  };
  /** The entries of the audit chain about something, oldest first. */
  const chain = async (subject: string): Promise<{ kind: string; payload: Record<string, unknown> }[]> => {
    const rows = await server.sql(
      `SELECT e.kind, p.payload FROM audit_entry e JOIN audit_payload p USING (entity_id, seq) WHERE e.subject_id = $1 ORDER BY e.seq`,
      [subject],
    );
    return rows.map((row) => ({
      kind: String(row['kind']),
      payload: JSON.parse(String(row['payload'])) as Record<string, unknown>,
    }));
  };
  return { admin, admin2, unit, hire, enter, give, given, confirmed, group, person, putPerson, chain };
}
export type Office = Awaited<ReturnType<typeof openOffice>>;

/** The body of an answer that must be this one. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the schema was held against the answer by the client
export function done<T>({ status, json, body }: Answer, wanted: number): T {
  if (status !== wanted) throw new Error(`answered ${status}: ${body.toString()}`);
  return json as T;
}

/** Another town of the same installation with an administrator of its own, who has the password of the demonstration town. */
export async function openNeighbour(server: TestServer): Promise<{ entityId: string; adminId: string; admin: Client }> {
  const [entityId, adminId, second] = [randomUUID(), randomUUID(), randomUUID()];
  const login = `admin-${entityId.slice(0, 8)}`;
  await server.sql(
    `INSERT INTO entity (id, name, settings) SELECT $1, 'Gemeinde Nebenan', settings FROM entity LIMIT 1`,
    [entityId],
  );
  for (const [id, email] of [
    [adminId, `${login}@musterstadt.example`],
    [second, `${login}-2@musterstadt.example`],
  ] as const) {
    await server.sql(
      `INSERT INTO person (entity_id, id, name, email, password_hash)
       SELECT $1, $2, 'Verwaltung Nebenan', $3, password_hash FROM person WHERE email LIKE 'clerk@%'`,
      [entityId, id, email],
    );
    await server.sql(`INSERT INTO sign_in_key VALUES ('email', $1, $2, $3)`, [emailKey(email), entityId, id]);
    await server.sql(
      `INSERT INTO role_grant (entity_id, id, person_id, role) VALUES ($1, gen_random_uuid(), $2, 'administrator')`,
      [entityId, id],
    );
  }
  const admin = new Client(server.url);
  if ((await admin.signIn(login, demoPassword)).status !== 200) throw new Error('The neighbour does not come in.');
  return { entityId, adminId, admin };
}
