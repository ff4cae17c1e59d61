import { Email, type ImportRow, type Message, Name, type Role } from '@libs/contracts';
import { needsSecond, ownRoles, roleRefusal, roleRefusalText } from '../roles/role-rules';
import { dayIn, isText, numberIn, problems, roleIn } from './cells';
import { type Column, type Table, type TableRow } from './read-table';
import { RowReport } from './row-report';

export type PeopleColumn = 'name' | 'email' | 'role' | 'unit' | 'from' | 'until';
export const peopleColumns: readonly Column<PeopleColumn>[] = [
  { key: 'name', names: ['Name', 'full name'], required: true },
  { key: 'email', names: ['E-Mail', 'email', 'e-mail address', 'E-Mail-Adresse', 'mail'], required: true },
  { key: 'role', names: ['Rolle', 'role'] },
  { key: 'unit', names: ['Stelle', 'unit', 'Amt'] },
  { key: 'from', names: ['von', 'from', 'gültig von', 'valid from', 'ab'] },
  { key: 'until', names: ['bis', 'until', 'gültig bis', 'valid until', 'to'] },
];

export type KnownPerson = { readonly id: string; readonly name: string; readonly disabled: boolean };
export type KnownUnit = { readonly id: string; readonly number: string; readonly sealed: boolean };
export type PlannedGrant = {
  readonly email: string;
  readonly role: Role;
  readonly unit: KnownUnit | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly needsConfirmation: boolean;
};

/** What the entity looks like before the import. */
export type PeopleBefore = {
  readonly people: ReadonlyMap<string, KnownPerson>;
  /** Addresses that belong to somebody who is here under another one. */
  readonly takenElsewhere: ReadonlySet<string>;
  readonly units: ReadonlyMap<string, KnownUnit>;
  readonly holds: (personId: string, grant: PlannedGrant) => boolean;
  readonly actorId: string;
  readonly operates: boolean;
  readonly today: string;
};

export type PeoplePlan = {
  readonly rows: readonly ImportRow[];
  readonly added: readonly { readonly name: string; readonly email: string }[];
  readonly renamed: readonly { readonly id: string; readonly before: string; readonly name: string }[];
  readonly grants: readonly PlannedGrant[];
};

type Row = TableRow<PeopleColumn>;

/** What an import of people would do, row by row, by the rules that hold for a single one. A person may stand in several rows, with a role each. */
export function planPeople(table: Table<PeopleColumn>, before: PeopleBefore): PeoplePlan {
  const written = new Map<string, string>();
  const [added, renamed]: [{ name: string; email: string }[], { id: string; before: string; name: string }[]] = [
    [],
    [],
  ];
  const grants = new Map<string, PlannedGrant>();
  const rows = table.rows.map((row) => {
    const report = new RowReport(row);
    const person = readPerson(row, report, written, before);
    const grant = readGrant(row, report, person?.email ?? '', before);
    if (!person || !report.isRight) return report.result;

    const { email, name, known } = person;
    const first = !written.has(email);
    written.set(email, name);
    if (!known && first) {
      report.made();
      added.push({ name, email });
    }
    if (known && first && name !== known.name) {
      report.changed({ de: `Name: ${known.name} → ${name}`, en: `Name: ${known.name} → ${name}` });
      renamed.push({ id: known.id, before: known.name, name });
    }
    const key = grant && [email, grant.role, grant.unit?.id, grant.from, grant.until].join('|');
    if (grant && key !== undefined && !grants.has(key) && !(known && before.holds(known.id, grant))) {
      grants.set(key, grant);
      report.changed(giving(grant));
    }
    return report.result;
  });
  return { rows, added, renamed, grants: [...grants.values()] };
}

type ReadPerson = { readonly email: string; readonly name: string; readonly known: KnownPerson | undefined };

function readPerson(
  row: Row,
  report: RowReport<PeopleColumn>,
  written: ReadonlyMap<string, string>,
  before: PeopleBefore,
): ReadPerson | undefined {
  const [cell, address] = [row.cell('name') ?? '', row.cell('email') ?? ''];
  report.name = cell === '' ? address : cell;
  const email = Email.safeParse(address);
  if (!isText(address)) report.wrong('email', problems.formula);
  else if (!email.success) report.wrong('email', problems.email);
  if (!email.success) return undefined;

  const known = before.people.get(email.data);
  const earlier = written.get(email.data);
  const name = Name.safeParse(cell === '' ? (earlier ?? known?.name ?? '') : cell);
  if (!isText(cell)) report.wrong('name', problems.formula);
  else if (!name.success) report.wrong('name', problems.name);
  else if (earlier !== undefined && name.data !== earlier) report.wrong('name', otherName(earlier));
  if (!known && before.takenElsewhere.has(email.data)) report.wrong('email', knownElsewhere);
  return name.success ? { email: email.data, name: name.data, known } : undefined;
}

function readGrant(
  row: Row,
  report: RowReport<PeopleColumn>,
  email: string,
  before: PeopleBefore,
): PlannedGrant | undefined {
  const role = report.take('role', roleIn(row.cell('role') ?? ''), null);
  const number = numberIn(row.cell('unit') ?? '');
  const unit = number === '' ? null : before.units.get(number);
  const from = report.take('from', dayIn(row.cell('from') ?? ''), null);
  const until = report.take('until', dayIn(row.cell('until') ?? ''), null);
  if (unit === undefined) report.wrong('unit', unitUnknown);
  if (!role) {
    if ((row.cell('role') ?? '') === '' && (number !== '' || from !== null || until !== null))
      report.wrong('role', roleMissing);
    return undefined;
  }
  if (unit === undefined) return undefined;

  const refusal = roleRefusal(role, unit, 'person', before.operates);
  if (refusal) report.wrong('role', roleRefusalText(refusal));
  const known = before.people.get(email);
  if (known?.id === before.actorId) report.wrong('role', ownRoles().text);
  if (known?.disabled) report.wrong('email', disabled);
  if (until !== null && (until < before.today || (from !== null && until < from))) report.wrong('until', over);
  return { email, role, unit, from, until, needsConfirmation: needsSecond(role, unit) };
}

function giving({ role, unit, needsConfirmation }: PlannedGrant): Message {
  const place = unit
    ? { de: `in ${unit.number}`, en: `in ${unit.number}` }
    : { de: 'im ganzen Mandanten', en: 'in the whole entity' };
  const waits = needsConfirmation
    ? { de: ', gilt nach Bestätigung', en: ', counts after confirmation' }
    : { de: '', en: '' };
  return {
    de: `Rolle ${roleWord[role].de} ${place.de}${waits.de}`,
    en: `Role ${roleWord[role].en} ${place.en}${waits.en}`,
  };
}

const roleWord: Record<Role, Message> = {
  clerk: { de: 'Rechnungsstelle', en: 'invoice desk' },
  certifier: { de: 'Feststellung', en: 'certifier' },
  orderer: { de: 'Anordnung', en: 'orderer' },
  finance: { de: 'Finanzbuchhaltung', en: 'finance' },
  cashier: { de: 'Zahlungsabwicklung', en: 'cash office' },
  auditor: { de: 'Rechnungsprüfung', en: 'auditor' },
  administrator: { de: 'Administration', en: 'administrator' },
  operator: { de: 'Betrieb', en: 'operator' },
};

const otherName = (earlier: string): Message => ({
  de: `heißt weiter oben in der Datei „${earlier}“`,
  en: `is called "${earlier}" further up in the file`,
});
const knownElsewhere: Message = {
  de: 'gehört zu einer Person, die hier schon unter einer anderen Adresse steht',
  en: 'belongs to a person who is here already under another address',
};
const unitUnknown: Message = { de: 'ist keine Stelle dieses Mandanten', en: 'is no unit of this entity' };
const roleMissing: Message = {
  de: 'fehlt; Stelle und Tage gehören zu einer Rolle',
  en: 'is missing; unit and days belong to a role',
};
const disabled: Message = {
  de: 'gehört zu einer Person, deren Zugang gesperrt ist; bitte zuerst freigeben',
  en: 'belongs to a person whose access is disabled; enable it first',
};
const over: Message = {
  de: 'liegt in der Vergangenheit oder vor dem ersten Tag',
  en: 'lies in the past or before the first day',
};
