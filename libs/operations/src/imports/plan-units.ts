import { type ImportRow, type Message, Name, UnitNumber } from '@libs/contracts';
import { type UnitFacts } from '@libs/db';
import { ownRoles } from '../roles/role-rules';
import { leitwegIdOf } from '../units/fit-unit';
import { unitRefusal, type UnitRefusal, unitRefusalText } from '../units/unit-rules';
import { isText, numberIn, problems, yesNoIn } from './cells';
import { type Column, type Table, type TableRow } from './read-table';
import { RowReport } from './row-report';

export type UnitColumn = 'number' | 'name' | 'leitwegId' | 'parent' | 'live' | 'sealed';
export const unitColumns: readonly Column<UnitColumn>[] = [
  { key: 'number', names: ['Nummer', 'number', 'Nr', 'no'], required: true },
  { key: 'name', names: ['Name', 'Bezeichnung'], required: true },
  { key: 'leitwegId', names: ['Leitweg-ID'] },
  { key: 'parent', names: ['übergeordnet', 'parent', 'übergeordnete Stelle', 'unit above'] },
  { key: 'live', names: ['angeschlossen', 'live'] },
  { key: 'sealed', names: ['versiegelt', 'sealed'] },
];

export type PlannedUnit = UnitFacts & { readonly id: string };
export type UnitsBefore = {
  readonly units: readonly PlannedUnit[];
  /** Units that roles of the importing administrator cover. */
  readonly covered: ReadonlySet<string>;
  readonly newId: () => string;
};
export type UnitsPlan = {
  readonly rows: readonly ImportRow[];
  readonly added: readonly PlannedUnit[];
  readonly changed: readonly { readonly before: PlannedUnit; readonly after: PlannedUnit }[];
};

type Draft = {
  readonly report: RowReport<UnitColumn>;
  readonly before: PlannedUnit | undefined;
  after: PlannedUnit;
  readonly parent: string | undefined;
};

/**
 * What an import of units would do. A unit is known by its number; an empty cell leaves what is there. Units may stand below others of the same
 * file, in any order.
 */
export function planUnits(table: Table<UnitColumn>, known: UnitsBefore): UnitsPlan {
  const byNumber = new Map(known.units.map((unit) => [unit.number, unit]));
  const drafts = new Map<string, Draft>();
  const reports = table.rows.map((row) => {
    const report = new RowReport(row);
    const draft = draftOf(row, report, byNumber, known);
    if (draft && drafts.has(draft.after.number)) report.wrong('number', twice);
    else if (draft) drafts.set(draft.after.number, draft);
    return report;
  });
  for (const draft of drafts.values()) placeBelow(draft, drafts, byNumber, known);

  const future = new Map(known.units.map((unit) => [unit.id, unit]));
  for (const { after } of drafts.values()) future.set(after.id, after);
  for (const draft of drafts.values()) judge(draft, [...future.values()]);

  const right = [...drafts.values()].filter(({ report }) => report.isRight);
  return {
    rows: reports.map(({ result }) => result),
    added: right.flatMap(({ before, after }) => (before ? [] : [after])),
    changed: right.flatMap(({ before, after, report }) =>
      before && report.result.state === 'changed' ? [{ before, after }] : [],
    ),
  };
}

function draftOf(
  row: TableRow<UnitColumn>,
  report: RowReport<UnitColumn>,
  byNumber: ReadonlyMap<string, PlannedUnit>,
  known: UnitsBefore,
): Draft | undefined {
  const number = numberIn(row.cell('number') ?? '');
  const cell = row.cell('name') ?? '';
  report.name = [number, cell].filter(Boolean).join(' ');
  if (!isText(number)) report.wrong('number', problems.formula);
  else if (!UnitNumber.safeParse(number).success) report.wrong('number', noNumber);
  if (!report.isRight) return undefined;

  const before = byNumber.get(number);
  const name = cell === '' ? (before?.name ?? '') : cell;
  if (!isText(cell)) report.wrong('name', problems.formula);
  else if (!Name.safeParse(name).success) report.wrong('name', problems.name);
  const live = report.take('live', yesNoIn(row.cell('live')), undefined) ?? before?.live ?? true;
  const sealed = report.take('sealed', yesNoIn(row.cell('sealed')), undefined) ?? before?.sealed ?? false;
  if (before?.sealed && !sealed) report.wrong('sealed', sealStays);
  const leitwegId = leitwegIdOf(row.cell('leitwegId') ?? null) ?? before?.leitwegId ?? null;
  if (before?.sealed && leitwegId !== before.leitwegId) report.wrong('leitwegId', sealedKeepsIt);
  const id = before?.id ?? known.newId();
  const after = { id, number, name, leitwegId, parentId: before?.parentId ?? null, live, sealed };
  return { report, before, after, parent: numberIn(row.cell('parent') ?? '') || undefined };
}

function placeBelow(
  draft: Draft,
  drafts: ReadonlyMap<string, Draft>,
  byNumber: ReadonlyMap<string, PlannedUnit>,
  { covered }: UnitsBefore,
): void {
  const { parent, report, before } = draft;
  if (parent === undefined) return;
  const parentId = drafts.get(parent)?.after.id ?? byNumber.get(parent)?.id;
  if (parentId === undefined) {
    report.wrong('parent', unitRefusalText('parent-unknown'));
    return;
  }
  if (parentId !== before?.parentId && covered.has(parentId)) report.wrong('parent', ownRoles().text);
  draft.after = { ...draft.after, parentId };
}

const columnOf: Record<UnitRefusal, UnitColumn> = {
  'number-taken': 'number',
  'leitweg-id-invalid': 'leitwegId',
  'leitweg-id-taken': 'leitwegId',
  'parent-unknown': 'parent',
  'unit-below-itself': 'parent',
};

function judge({ report, before, after }: Draft, future: readonly PlannedUnit[]): void {
  const refusal = unitRefusal(
    after,
    future.filter(({ id }) => id !== after.id),
  );
  if (refusal) report.wrong(columnOf[refusal], unitRefusalText(refusal));
  if (!before) {
    report.made();
    return;
  }
  for (const change of changesOf(before, after, future)) report.changed(change);
}

function changesOf(before: PlannedUnit, after: PlannedUnit, all: readonly PlannedUnit[]): Message[] {
  const numberOf = (id: string | null): string => all.find((unit) => unit.id === id)?.number ?? '–';
  const said: readonly (readonly [de: string, en: string, was: string, is: string])[] = [
    ['Name', 'Name', before.name, after.name],
    ['Leitweg-ID', 'Leitweg-ID', before.leitwegId ?? '–', after.leitwegId ?? '–'],
    ['Übergeordnet', 'Unit above', numberOf(before.parentId), numberOf(after.parentId)],
  ];
  return [
    ...said
      .filter(([, , was, is]) => was !== is)
      .map(([de, en, was, is]) => ({ de: `${de}: ${was} → ${is}`, en: `${en}: ${was} → ${is}` })),
    ...(before.live === after.live ? [] : [after.live ? goesLive : goesOff]),
    ...(before.sealed === after.sealed ? [] : [isSealed]),
  ];
}

const goesLive: Message = { de: 'wird angeschlossen', en: 'goes live' };
const goesOff: Message = { de: 'wird nicht mehr angeschlossen', en: 'is no longer live' };
const isSealed: Message = { de: 'wird versiegelt', en: 'is sealed' };
const twice: Message = { de: 'steht zweimal in der Datei', en: 'stands in the file twice' };
const noNumber: Message = {
  de: 'ist keine Nummer einer Stelle: Buchstaben, Ziffern und . / - dazwischen, höchstens 20 Zeichen',
  en: 'is no number of a unit: letters, digits and . / - between, at most 20 characters',
};
const sealedKeepsIt: Message = {
  de: 'bleibt bei einer versiegelten Stelle, wie sie ist: ihre Rechnungen kämen sonst anderswo an',
  en: 'of a sealed unit stays as it is: its invoices would arrive elsewhere',
};
const sealStays: Message = {
  de: 'ein Siegel löst kein Import; bitte schlagen Sie es bei der Stelle vor',
  en: 'an import lifts no seal; propose it at the unit',
};
