import { checkInvoice, en16931, readInvoice, type Rulebook, scenarioOf, xrechnung } from '@libs/xrechnung';
import { corpusFile, corpusJson, corpusLines } from './corpus';

type Expected = {
  readonly file?: string;
  readonly id?: string;
  readonly kind?: string;
  readonly scenario: string | null;
  /** The sets that were run; without it, those of EN 16931 and XRechnung. */
  readonly sets?: readonly string[];
  readonly rules?: readonly { readonly id: string; readonly flag: string; readonly location: string }[];
  /** A value made the official XPath fail: that set then has no rules in the list. */
  readonly engineErrors?: Readonly<Record<string, string>>;
  readonly xml?: string;
  readonly xmlBase64?: string;
};

type Sample = Expected & { readonly name: string; readonly bytes: () => Uint8Array };

const inFolder = (...folder: readonly string[]): Sample[] =>
  (corpusJson('einvoice', ...folder, 'expected.json') as Expected[])
    .filter(({ kind }) => kind !== 'pdf')
    .map((one) => ({ ...one, name: one.file!, bytes: () => corpusFile('einvoice', ...folder, one.file!) }));

const inLines = (...path: readonly string[]): Sample[] =>
  corpusLines<Expected>('einvoice', ...path).map((one) => ({
    ...one,
    name: one.id!,
    bytes: () => (one.xml === undefined ? Buffer.from(one.xmlBase64!, 'base64') : Buffer.from(one.xml)),
  }));

const vectors = [
  'cen-cii',
  'cen-cn',
  'cen-inv',
  'pep-cii',
  'pep-de',
  'pep-ubl',
  'xr-cii',
  'xr-conf',
  'xr-ubl-cn',
  'xr-ubl-inv',
];

const sources: readonly (readonly [name: string, samples: () => Sample[]])[] = [
  ['the sample documents', () => inFolder()],
  ['our own documents', () => inFolder('own')],
  ['the mutants', () => inLines('mutants.jsonl.gz')],
  ['the official unit cases', () => vectors.flatMap((name) => inLines('vectors', `${name}.jsonl.gz`))],
];

/** Where we differ from the official report, and why. A case that no longer differs must leave this list. */
const excused: Readonly<Record<string, string>> = {
  'd-02839':
    'the official engine holds a floating -0.00 to be less than 0.00; exact decimals know no negative zero (BR-CO-14)',
  'd-01436': 'the prefix cbc is bound to a foreign namespace: no BT-24 is there, and no scenario can match',
};

const books: readonly Rulebook[] = [en16931, xrechnung];
const ours = new Map(
  books.flatMap(({ name, rules }) => rules.map((rule) => [rule.id, { set: name, level: rule.level }])),
);

/** What differs between the official report and ours, in lines; undefined where the document is not readable. */
function differences(sample: Sample): readonly string[] | undefined {
  const reading = readInvoice(sample.bytes());
  if (reading.kind !== 'invoice') return undefined;

  const ran = (sample.sets ?? ['EN16931', 'XRECHNUNG']).filter((set) => !(set in (sample.engineErrors ?? {})));
  const judged = (rule: string): boolean => ours.has(rule) && ran.includes(ours.get(rule)!.set);
  const { findings, notChecked } = checkInvoice(reading.invoice, books);
  const official = (sample.rules ?? []).filter(({ id }) => judged(id));

  const expected = official.map(({ id, location }) => `${id} ${location}`);
  const found = findings.filter(({ rule }) => judged(rule)).map(({ rule, location }) => `${rule} ${location}`);
  const scenario = scenarioOf(reading.invoice)?.name ?? null;
  return [
    ...less(expected, found).map((line) => `missing ${line}`),
    ...less(found, expected).map((line) => `too much ${line}`),
    ...notChecked.filter(({ rule }) => judged(rule)).map(({ rule, location }) => `not checked ${rule} ${location}`),
    ...official
      .filter(({ id, flag }) => ours.get(id)!.level !== flag)
      .map(({ id, flag }) => `level of ${id} is ${flag}`),
    ...(scenario === sample.scenario ? [] : [`scenario ${String(scenario)}, not ${String(sample.scenario)}`]),
  ];
}

/** What `lines` has more of than `others`: the same rule may fire several times at one place. */
function less(lines: readonly string[], others: readonly string[]): readonly string[] {
  const rest = [...others];
  return lines.filter((line) => {
    const at = rest.indexOf(line);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

describe.each(sources)('the rules fire as the official ones on %s', (_name, samples) => {
  let compared: readonly (readonly [name: string, differences: readonly string[]])[];

  beforeAll(() => {
    compared = samples().flatMap((sample) => {
      const found = differences(sample);
      return found ? [[sample.name, found] as const] : [];
    });
  }, 120_000);

  test('at the same places, at the same levels, in the same scenario', () => {
    expect(compared.length).toBeGreaterThan(90);
    expect(compared.filter(([name, found]) => found.length > 0 && !(name in excused))).toEqual([]);
  });

  test('and nothing is excused that does not differ', () => {
    expect(compared.filter(([name, found]) => found.length === 0 && name in excused)).toEqual([]);
  });
});

test('every rule was seen failing', () => {
  const fired = new Set(
    sources.flatMap(([, samples]) => samples().flatMap(({ rules }) => (rules ?? []).map(({ id }) => id))),
  );
  expect([...ours.keys()].filter((id) => !fired.has(id))).toEqual([]);
});
