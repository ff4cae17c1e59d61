import { type ActRow, type CaseRow, type EntryRow, type Facts, payloadOf } from './facts';

const entryOf: Readonly<Record<string, string>> = {
  certify: 'case-certified',
  order: 'case-ordered',
  object: 'case-objected',
  return: 'case-returned',
  release: 'case-released',
};

/** The entries about each subject, in the order of the chain. */
class Book {
  private readonly bySubject: ReadonlyMap<string | null, readonly EntryRow[]>;

  constructor(entries: readonly EntryRow[]) {
    this.bySubject = Map.groupBy(entries, ({ subjectId }) => subjectId);
  }

  of(kind: string, subject: string): readonly EntryRow[] {
    return this.bySubject.get(subject)?.filter((entry) => entry.kind === kind) ?? [];
  }

  /** What is wrong when `kind` does not stand exactly so often. */
  need(count: number, kind: string, subject: string, name: string): string[] {
    const { length } = this.of(kind, subject);
    return length === count ? [] : [`${name}: ${kind} stands ${length} times, not ${count}`];
  }
}

/** Every change of state that the rows show has its entry, and no entry tells of a change that the rows do not show. */
export function changesWithoutEntry(facts: Facts): string[] {
  const book = new Book(facts.entries);
  const actsOf = Map.groupBy(facts.acts, ({ caseId }) => caseId);
  return [
    ...arrivals(facts, book),
    ...facts.cases.flatMap((one) => [
      ...content(one, book),
      ...acts(one, actsOf.get(one.id) ?? [], book),
      ...handOver(one, facts, book),
    ]),
    ...batches(facts, book),
    ...damages(facts),
    ...aboutNothing(facts),
  ];
}

function arrivals({ arrivals: rows }: Facts, book: Book): string[] {
  const parents = new Set(rows.map(({ parentId }) => parentId));
  return rows.flatMap(({ id, number, sha256, outcome }) => {
    const name = `arrival ${number}`;
    const told = book.of('arrival-received', id).map(payloadOf)[0];
    return [
      ...book.need(1, 'arrival-received', id, name),
      ...book.need(parents.has(id) ? 1 : 0, 'mail-opened', id, name),
      ...(told && told['sha256'] !== sha256 ? [`${name}: its entry tells of other bytes`] : []),
      ...(told && (told['outcome'] === 'duplicate') !== (outcome === 'duplicate')
        ? [`${name}: is ${outcome}, its entry says ${String(told['outcome'])}`]
        : []),
    ];
  });
}

/** What is covered by signatures changes when a case is read, assigned or coded, and the revision counts these changes. */
function content(one: CaseRow, book: Book): string[] {
  const { id, number, hasInvoice, revision, unitId, creditorId } = one;
  const name = `case ${number}`;
  const [read, assigned, coded] = ['case-read', 'case-assigned', 'case-coded'].map((kind) => book.of(kind, id));
  const found = book.need(hasInvoice ? 1 : 0, 'case-read', id, name);
  if (!read || !assigned || !coded) return found;

  if (one.coded && coded.length === 0) found.push(`${name}: coded without an entry`);
  const lines = coded.map(payloadOf).at(-1)?.['lines'];
  if (Array.isArray(lines) && lines.length !== one.lines) found.push(`${name}: coded otherwise than its entry says`);
  const isAssigned = unitId !== null || creditorId !== null;
  if (isAssigned !== assigned.length > 0)
    found.push(`${name}: ${isAssigned ? 'assigned without an entry' : 'case-assigned stands, and it is not'}`);
  const unit = assigned.map(payloadOf).at(-1)?.['unit'];
  if (assigned.length > 0 && unit !== unitId) found.push(`${name}: assigned otherwise than its entry says`);
  const told = read.length + assigned.length + coded.length;
  if (told !== revision)
    found.push(`${name}: its content changed ${revision} times, case-read, -assigned and -coded stand ${told} times`);
  return found;
}

function acts({ id, number }: CaseRow, signed: readonly ActRow[], book: Book): string[] {
  return Object.entries(entryOf).flatMap(([kind, entry]) => {
    const persons = signed.filter((act) => act.kind === kind).map(({ personId }) => personId);
    const actors = book.of(entry, id).map(({ actorId }) => actorId);
    const others = persons.toSorted().join() === actors.toSorted().join() ? [] : [`${entry} names other people`];
    const counted = book.need(persons.length, entry, id, `case ${number}`);
    return counted.length > 0 ? counted : others.map((what) => `case ${number}: ${what}`);
  });
}

function handOver({ id, number, reason }: CaseRow, { positions, batches: all }: Facts, book: Book): string[] {
  const acknowledged = new Set(all.filter((batch) => batch.acknowledged).map((batch) => batch.id));
  const own = positions.filter(({ caseId }) => caseId === id);
  const answered = own.filter(({ batchId }) => acknowledged.has(batchId));
  const refused = answered.filter(({ live }) => !live).length;
  const name = `case ${number}`;
  return [
    ...book.need(own.length, 'case-exported', id, name),
    ...book.need(answered.length - refused, 'case-acknowledged', id, name),
    ...book.need(refused, 'case-refused', id, name),
    ...(reason === 'finance-refused' && refused === 0 ? [`${name}: refused by nobody`] : []),
  ];
}

const batches = ({ batches: all }: Facts, book: Book): string[] =>
  all.flatMap(({ id, number, acknowledged }) => [
    ...book.need(1, 'batch-frozen', id, `batch ${number}`),
    ...book.need(acknowledged ? 1 : 0, 'batch-acknowledged', id, `batch ${number}`),
  ]);

/** Damage and its end take turns, each told once. */
function damages({ files, entries }: Facts): string[] {
  const told = entries.filter(({ kind }) => kind === 'original-damaged' || kind === 'original-restored');
  const bySha256 = Map.groupBy(told, (entry) => String(payloadOf(entry)['sha256']));
  const known = new Set(files.map(({ sha256 }) => sha256));
  return [
    ...files.flatMap(({ sha256, damaged }) => {
      const kinds = (bySha256.get(sha256) ?? []).map(({ kind }) => kind);
      const inTurn = kinds.every((kind, at) => kind === (at % 2 === 0 ? 'original-damaged' : 'original-restored'));
      if (inTurn && (kinds.length % 2 === 1) === damaged) return [];
      return [`file ${sha256.slice(0, 12)} is ${damaged ? 'damaged' : 'good'}, told: ${kinds.join(', ') || 'nothing'}`];
    }),
    ...[...bySha256.keys()].flatMap((sha256) => (known.has(sha256) ? [] : [`damage of ${sha256}, which is no file`])),
  ];
}

function aboutNothing({ arrivals: rows, cases, batches: all, entries }: Facts): string[] {
  const there = new Set([...rows, ...cases, ...all].map(({ id }) => id));
  return entries.flatMap(({ seq, kind, subjectId }) =>
    /^(arrival|mail|case|batch)-/.test(kind) && !there.has(subjectId ?? '')
      ? [`entry ${seq} (${kind}) is about nothing`]
      : [],
  );
}
