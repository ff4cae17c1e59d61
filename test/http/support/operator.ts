import { randomUUID } from 'node:crypto';
import { addOperator } from '@libs/operations';
import { type TestServer } from '../../support/server';
import { Client } from './client';

export const operatorPassword = 'vier Wörter am Deich';

/** Somebody who runs the data centre, invited by the command and signed in. */
export async function operatorOf(server: TestServer): Promise<Client> {
  const login = `betrieb-${randomUUID()}`;
  const added = await addOperator(server.house.testDatabase.ownerUrl, {
    email: `${login}@musterstadt.example`,
    name: 'Rechenzentrum',
  });
  const client = new Client(server.url);
  await client.post('/passwords', { key: added?.key, password: operatorPassword });
  const { status } = await client.signIn(login, operatorPassword);
  if (status !== 200) throw new Error(`The operator could not sign in: ${status}`);
  return client;
}

/** An entity that nobody else founds. */
export function newEntity() {
  const id = randomUUID().slice(0, 8);
  return {
    name: `Eigenbetrieb ${id}`,
    addresses: [`rechnung@${id}.example`],
    administrators: ['anna', 'bert'].map((login) => ({ name: `Verwaltung ${login}`, email: `${login}@${id}.example` })),
    reason: 'Vertrag vom 1.11.2026',
  };
}
