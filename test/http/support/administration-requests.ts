import { randomUUID } from 'node:crypto';
import { type Proposal, type RoleGrant } from '@libs/contracts';
import { type TestServer } from '../../support/server';
import { done, type Office, openOffice, reason } from './administration';
import { type Client } from './client';

/** One request of an administrator, another to the same door, and a question that counts how often it was done. */
export type Wanted = {
  readonly client: Client;
  readonly path: string;
  readonly body: object;
  readonly other: object;
  readonly count: string;
  readonly id?: string;
};

const offices = new WeakMap<TestServer, Promise<Office>>();
function officeOf(server: TestServer): Promise<Office> {
  const office = offices.get(server) ?? openOffice(server);
  offices.set(server, office);
  return office;
}

const entries = (kind: string): string => `SELECT 1 FROM audit_entry WHERE kind = '${kind}' AND subject_id = $1`;
const otherReason = 'Ein anderer Grund';
const newName = (): string => `Neu ${randomUUID()}`;

async function sealedUnit(server: TestServer, office: Office): Promise<string> {
  const number = randomUUID().slice(0, 8);
  await office.admin.post('/units', { number, name: 'Geheim', sealed: true, reason });
  const [row] = await server.sql('SELECT id FROM unit WHERE number = $1', [number]);
  return String(row?.['id']);
}

/** By path; each makes what it needs. */
export const administrationRequests: Readonly<Record<string, (server: TestServer) => Promise<Wanted>>> = {
  '/people': async (server) => {
    const { admin: client } = await officeOf(server);
    const body = { name: newName(), email: `${randomUUID()}@musterstadt.example`, reason };
    return { client, path: '/people', body, other: { ...body, name: 'Anders' }, count: 'SELECT 1 FROM person' };
  },
  '/groups': async (server) => {
    const { admin: client } = await officeOf(server);
    const body = { name: newName(), reason };
    return { client, path: '/groups', body, other: { ...body, name: newName() }, count: 'SELECT 1 FROM person_group' };
  },
  '/units': async (server) => {
    const { admin: client } = await officeOf(server);
    const body = { number: randomUUID().slice(0, 8), name: 'Neue Stelle', reason };
    return { client, path: '/units', body, other: { ...body, name: 'Andere' }, count: 'SELECT 1 FROM unit' };
  },
  '/imports': async (server) => {
    const { admin: client } = await officeOf(server);
    const csv = (name: string): string => `Name;E-Mail\n${name};${randomUUID()}@musterstadt.example\n`;
    const body = { kind: 'people', csv: csv('Anna Neu'), dryRun: false, reason };
    return { client, path: '/imports', body, other: { ...body, csv: csv('Bea Neu') }, count: 'SELECT 1 FROM person' };
  },
  '/roles': async (server) => {
    const office = await officeOf(server);
    const { id } = await office.hire();
    const body = { person: id, role: 'clerk', unit: null, reason };
    const count = 'SELECT 1 FROM role_grant WHERE person_id = $1';
    return { client: office.admin, path: '/roles', body, other: { ...body, role: 'finance' }, count, id };
  },
  '/roles/{id}/end': async (server) => {
    const office = await officeOf(server);
    const { id } = await office.given({ person: (await office.hire()).id, role: 'clerk' });
    const [body, other] = [{ reason }, { reason: otherReason }];
    return { client: office.admin, path: `/roles/${id}/end`, body, other, count: entries('role-ended'), id };
  },
  '/roles/{id}/confirmation': async (server) => {
    const office = await officeOf(server);
    const { id }: RoleGrant = await office.given({ person: (await office.hire()).id, role: 'administrator' });
    const [body, other] = [{ reason }, { reason: otherReason }];
    return {
      client: office.admin2,
      path: `/roles/${id}/confirmation`,
      body,
      other,
      count: entries('role-confirmed'),
      id,
    };
  },
  '/proposals': async (server) => {
    const office = await officeOf(server);
    const body = { kind: 'unseal', unit: await sealedUnit(server, office), reason };
    const other = { ...body, reason: otherReason };
    return { client: office.admin, path: '/proposals', body, other, count: 'SELECT 1 FROM proposal' };
  },
  '/proposals/{id}/decision': async (server) => {
    const office = await officeOf(server);
    const unit = await sealedUnit(server, office);
    const { id } = done<Proposal>(await office.admin.post('/proposals', { kind: 'unseal', unit, reason }), 201);
    const body = { accept: true, reason };
    const count = entries('proposal-accepted');
    return {
      client: office.admin2,
      path: `/proposals/${id}/decision`,
      body,
      other: { ...body, accept: false },
      count,
      id,
    };
  },
  '/units/{id}/grants': async (server) => {
    const office = await officeOf(server);
    const unit = office.unit('50').id;
    const auditor = await office.hire();
    await office.given({ person: auditor.id, role: 'auditor' });
    const head = await server.house.person('socialhead');
    const client = await office.enter({ id: head.personId, login: 'socialhead' });
    const body = { auditor: auditor.id, validUntil: inDays(30), reason };
    const count = `SELECT 1 FROM role_grant WHERE person_id = $1 AND unit_id IS NOT NULL`;
    return {
      client,
      path: `/units/${unit}/grants`,
      body,
      other: { ...body, validUntil: inDays(40) },
      count,
      id: auditor.id,
    };
  },
};

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
