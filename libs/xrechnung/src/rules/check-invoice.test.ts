import { anInvoice } from './an-invoice';
import { checkInvoice } from './check-invoice';
import { changed } from './findings-of.fixture';
import { rulesAt } from './rule';
import { en16931, type Rulebook, ruleSetsFor, xrechnung } from './rule-sets';
import { scenarioOf, scenarios } from './scenarios';

const unreadable = { text: 'abc', where: '/gross', value: undefined };
const plain = changed(anInvoice(), 'specification.text', 'urn:cen.eu:en16931:2017');
const peppol = changed(
  anInvoice(),
  'specification.text',
  'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0',
);

const whole = (book: Rulebook): Rulebook => ({ ...book, complete: true });

const crashing: Rulebook = {
  name: 'EN16931',
  version: '0',
  complete: true,
  rules: [
    ...rulesAt((invoice) => [invoice], {
      'BR-CRASH': {
        terms: [],
        text: () => ({ de: '', en: '' }),
        holds: () => {
          throw new TypeError('boom');
        },
      },
    }),
    ...rulesAt(
      () => {
        throw new TypeError('no places');
      },
      { 'BR-PLACES': { terms: [], text: () => ({ de: '', en: '' }), holds: () => true } },
    ),
    ...en16931.rules,
  ],
};

describe('which sets run', () => {
  test('EN 16931 always, XRechnung where a scenario asks for it, our own always', () => {
    const names = (invoice = anInvoice()) => checkInvoice(invoice).ruleSets.map(({ name }) => name);
    expect(names()).toEqual(['EN16931', 'XRECHNUNG', 'BELEGFLUSS']);
    expect(names(plain)).toEqual(['EN16931', 'BELEGFLUSS']);
    expect(names(peppol)).toEqual(['EN16931', 'BELEGFLUSS']);
  });

  test('the report names version and every rule that ran', () => {
    const [first, second] = checkInvoice(anInvoice()).ruleSets;
    expect(first).toMatchObject({ name: 'EN16931', version: '1.3.15' });
    expect(second).toMatchObject({ name: 'XRECHNUNG', version: '2.5.0' });
    expect(first?.rules).toEqual(en16931.rules.map(({ id }) => id));
    expect(first?.rules).toHaveLength(24);
    expect(second?.rules).toHaveLength(13);
  });

  test('no id is used twice', () => {
    const ids = ruleSetsFor(anInvoice()).flatMap(({ rules }) => rules.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('verdict', () => {
  test('no finding is no approval while the sets are incomplete', () => {
    const report = checkInvoice(anInvoice());
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({
      verdict: 'not-checked',
      verdictBasis: { kind: 'incomplete', scenario: 'EN16931 XRechnung (UBL Invoice)' },
    });
  });

  test('a fatal official finding rejects', () => {
    expect(checkInvoice(changed(anInvoice(), 'number'))).toMatchObject({
      verdict: 'reject',
      verdictBasis: { kind: 'fatal-finding', rules: ['BR-02'] },
    });
  });

  test('without a scenario the German configuration rejects', () => {
    expect(checkInvoice(peppol)).toMatchObject({ verdict: 'reject', verdictBasis: { kind: 'no-scenario' } });
  });

  test('findings of our own never change it', () => {
    const report = checkInvoice(changed(anInvoice(), 'dueDate', { text: 'morgen', where: '/due', iso: undefined }));
    expect(report.findings).toMatchObject([{ rule: 'BF-DATE', severity: 'fatal' }]);
    expect(report.verdict).toBe('not-checked');
  });

  test('a level below fatal does not reject', () => {
    const extension = scenarios[1]!.specification;
    const report = checkInvoice(changed(anInvoice({ due: '1' }), 'specification.text', extension));
    expect(report.findings).toMatchObject([{ rule: 'BR-CO-16', severity: 'information' }]);
    expect(report.verdict).toBe('not-checked');
  });

  test('accepts only when every set of the scenario is complete and ran wholly', () => {
    expect(checkInvoice(anInvoice(), [whole(en16931), whole(xrechnung)]).verdict).toBe('accept');
    expect(checkInvoice(anInvoice(), [whole(en16931)]).verdict).toBe('not-checked');
    expect(checkInvoice(plain, [whole(en16931)]).verdict).toBe('accept');
    expect(checkInvoice(plain, [crashing]).verdict).toBe('not-checked');
    expect(checkInvoice(plain, []).verdict).toBe('not-checked');
  });
});

describe('what could not be checked', () => {
  test('a rule that crashes does not sink the report, and counts as not run', () => {
    const report = checkInvoice(changed(anInvoice(), 'number'), [crashing]);
    expect(report.findings).toMatchObject([{ rule: 'BR-02' }]);
    expect(report.notChecked).toMatchObject([
      { rule: 'BR-CRASH', set: 'EN16931', reason: 'failed', location: '/ubl:Invoice[1]' },
      { rule: 'BR-PLACES', set: 'EN16931', reason: 'failed', location: '/ubl:Invoice[1]' },
    ]);
    expect(report.ruleSets[0]?.rules).not.toContain('BR-CRASH');
    expect(report.notChecked[0]?.message.de).not.toContain('boom');
  });

  test('a number that is none leaves the rules that need it unchecked, and says so', () => {
    const report = checkInvoice(changed(anInvoice(), 'totals.gross', unreadable));
    expect(report.notChecked.map(({ rule }) => rule)).toEqual(['BR-CO-16', 'BR-CO-15']);
    expect(report.notChecked[0]).toMatchObject({ reason: 'unreadable', location: '/gross' });
    expect(report.notChecked[0]?.message.de).toContain('weil „abc“ keine Zahl ist');
    expect(report.findings).toMatchObject([{ rule: 'BF-AMOUNT' }]);
  });

  test('what the rule found elsewhere is kept', () => {
    const [part] = anInvoice().vat;
    const vat = [
      { ...part, where: '/a', tax: { ...unreadable, where: '/a/tax' } },
      { where: '/b', tax: part!.tax },
    ];
    const report = checkInvoice(changed(anInvoice(), 'vat', vat));
    expect(report.notChecked).toContainEqual(expect.objectContaining({ rule: 'BR-CO-17', location: '/a/tax' }));
    expect(report.findings).toContainEqual(expect.objectContaining({ rule: 'BR-CO-17', location: '/b' }));
  });
});

describe('scenarios', () => {
  test('are eleven, each with its own syntax and specification', () => {
    expect(new Set(scenarios.map(({ syntax, specification }) => `${syntax} ${specification}`)).size).toBe(11);
  });

  test('compare BT-24 as written', () => {
    expect(scenarioOf(plain)?.name).toBe('EN16931 (UBL Invoice)');
    expect(scenarioOf(changed(plain, 'specification.text', 'urn:cen.eu:en16931:2017 '))).toBeUndefined();
    expect(scenarioOf(changed(plain, 'specification'))).toBeUndefined();
  });
});
