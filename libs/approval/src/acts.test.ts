import fc from 'fast-check';
import { type Act, type Certificate, type Duty, missingCertificates, refusal, refusals, stage, standing } from './acts';
import { refusalText } from './refusal-text';

const v1 = '1'.repeat(64);
const v2 = '2'.repeat(64);

const duty: Duty = {
  certificates: ['factual', 'arithmetical'],
  mayCertify: (person, certificate) => person !== 'guest' && !(person === 'ben' && certificate === 'factual'),
  mayOrder: (person) => ['head', 'deputy', 'anna'].includes(person),
  mayObject: (person) => person !== 'guest',
  mayReturn: (person) => person === 'clerk',
  mayRelease: (person) => ['clerk', 'head'].includes(person),
};

const certify = (by: string, certificate: Certificate, covers = v2): Act => ({
  kind: 'certify',
  by,
  certificate,
  covers,
});
const order = (by: string, covers = v2): Act => ({ kind: 'order', by, covers });
const object = (by: string, reason = 'Menge stimmt nicht', covers = v2): Act => ({
  kind: 'object',
  by,
  reason,
  covers,
});
const giveBack = (by: string, reason = 'Falscher Empfänger'): Act => ({ kind: 'return', by, reason, covers: v2 });
const release = (by: string): Act => ({ kind: 'release', by, covers: v2 });

const certified = [certify('anna', 'factual'), certify('ben', 'arithmetical')];

describe('certificates', () => {
  test('one person may give both', () => {
    expect(refusal(certify('anna', 'arithmetical'), [certify('anna', 'factual')], v2, duty)).toBeUndefined();
  });

  test('the same one is not given twice for the same content', () => {
    expect(refusal(certify('carl', 'factual'), certified, v2, duty)).toBe('already-certified');
  });

  test('is given anew once the content has changed', () => {
    const earlier = [certify('anna', 'factual', v1)];
    expect(refusal(certify('anna', 'factual'), earlier, v2, duty)).toBeUndefined();
  });

  test('needs the power for this very certificate', () => {
    expect(refusal(certify('ben', 'factual'), [], v2, duty)).toBe('no-power-to-certify');
  });

  test('who ordered an earlier content gives none', () => {
    expect(refusal(certify('head', 'factual'), [order('head', v1)], v2, duty)).toBe('orderer-may-not-certify');
  });
});

describe('the order', () => {
  test('needs all certificates of this content', () => {
    expect(refusal(order('head'), certified.slice(1), v2, duty)).toBe('certificate-missing');
    const earlier = [certify('anna', 'factual', v1), certify('ben', 'arithmetical')];
    expect(refusal(order('head'), earlier, v2, duty)).toBe('certificate-missing');
    expect(refusal(order('head'), certified, v2, duty)).toBeUndefined();
  });

  test('is refused to a certifier of the case, whatever content the certificate covered', () => {
    expect(refusal(order('anna'), certified, v2, duty)).toBe('certifier-may-not-order');
    const acts = [certify('head', 'factual', v1), ...certified];
    expect(refusal(order('head'), acts, v2, duty)).toBe('certifier-may-not-order');
  });

  test('needs the power', () => {
    expect(refusal(order('carl'), certified, v2, duty)).toBe('no-power-to-order');
  });

  test('comes once; then nothing can be added', () => {
    const acts = [...certified, order('head')];
    for (const act of [
      order('deputy'),
      certify('anna', 'technical'),
      object('ben'),
      giveBack('clerk'),
      release('head'),
    ]) {
      expect(refusal(act, acts, v2, duty)).toBe('already-ordered');
    }
  });

  test('is void after a change: it stays on record and does not count', () => {
    const acts = [...certified, order('head')];
    expect(stage(acts, v2, duty)).toBe('ordered');
    expect(stage(acts, v1, duty)).toBe('to certify');
    expect(standing(acts, v1)).toEqual([]);
  });
});

describe('the content', () => {
  test('that changed meanwhile refuses every act', () => {
    expect(refusal(certify('anna', 'factual', v1), [], v2, duty)).toBe('content-changed');
  });

  test.each(['', 'v2', v2.slice(1), `${v2}0`, 'A'.repeat(64), `${v2}\n`])('%j is no content hash', (covers) => {
    expect(refusal(certify('anna', 'factual', covers), [], covers, duty)).toBe('content-unknown');
  });
});

describe('objection, release and return', () => {
  test('an objection stops certificates and order until it is released', () => {
    expect(refusal(certify('anna', 'factual'), [object('ben')], v2, duty)).toBe('objection-open');
    expect(refusal(order('head'), [...certified, object('ben')], v2, duty)).toBe('objection-open');
    expect(refusal(order('head'), [...certified, object('ben'), release('clerk')], v2, duty)).toBeUndefined();
  });

  test('an objection outlives a change of content', () => {
    expect(stage([object('ben', 'Menge', v1)], v2, duty)).toBe('objected');
  });

  test('only an open objection can be released, by who may', () => {
    expect(refusal(release('clerk'), [], v2, duty)).toBe('nothing-to-release');
    expect(refusal(release('clerk'), [object('ben'), release('head')], v2, duty)).toBe('nothing-to-release');
    expect(refusal(release('ben'), [object('ben')], v2, duty)).toBe('no-power-to-release');
    expect(refusal(release('head'), [object('ben')], v2, duty)).toBeUndefined();
  });

  test('a return ends the case', () => {
    expect(refusal(giveBack('clerk'), certified, v2, duty)).toBeUndefined();
    expect(stage([...certified, giveBack('clerk')], v2, duty)).toBe('returned');
    expect(refusal(order('head'), [...certified, giveBack('clerk')], v2, duty)).toBe('case-returned');
  });

  test('both need their power', () => {
    expect(refusal(object('guest'), [], v2, duty)).toBe('no-power-to-object');
    expect(refusal(giveBack('anna'), [], v2, duty)).toBe('no-power-to-return');
  });

  test.each(['', '  ', '\n', '...', '\u200b'])('%j is no reason', (reason) => {
    expect(refusal(object('ben', reason), [], v2, duty)).toBe('reason-missing');
    expect(refusal(giveBack('clerk', reason), [], v2, duty)).toBe('reason-missing');
  });
});

test('the stage follows from the acts', () => {
  expect(stage([], v2, duty)).toBe('to certify');
  expect(missingCertificates(certified.slice(0, 1), v2, duty)).toEqual(['arithmetical']);
  expect(stage(certified, v2, duty)).toBe('to order');
  expect(stage([...certified, order('head')], v2, duty)).toBe('ordered');
});

test('every refusal has a text of several sentences in both languages', () => {
  for (const code of refusals) {
    const { de, en } = refusalText(code);
    for (const text of [de, en]) expect(text.match(/[.!](?: |$)/g)?.length).toBeGreaterThanOrEqual(2);
  }
});

describe('whatever is attempted', () => {
  const person = fc.constantFrom('anna', 'ben', 'carl', 'head', 'deputy', 'clerk', 'guest');
  const covers = fc.constantFrom(v1, v2);
  const anAct: fc.Arbitrary<Act> = fc.oneof(
    fc.record({
      kind: fc.constant('certify' as const),
      by: person,
      covers,
      certificate: fc.constantFrom<Certificate[]>('factual', 'arithmetical', 'technical'),
    }),
    fc.record({ kind: fc.constant('order' as const), by: person, covers }),
    fc.record({ kind: fc.constant('object' as const), by: person, covers, reason: fc.constantFrom('', 'Preis') }),
    fc.record({ kind: fc.constant('release' as const), by: person, covers }),
  );
  /** Attempts under a content that may change between them. */
  const history = fc.array(fc.record({ act: anAct, content: covers }), { maxLength: 30 });

  const accepted = (attempts: readonly { act: Act; content: string }[]): Act[] =>
    attempts.reduce<Act[]>((done, { act, content }) => (refusal(act, done, content, duty) ? done : [...done, act]), []);

  test('no person both certifies and orders in one case', () => {
    fc.assert(
      fc.property(history, (attempts) => {
        const acts = accepted(attempts);
        const orderers = new Set(acts.filter((act) => act.kind === 'order').map((act) => act.by));
        expect(acts.filter((act) => act.kind === 'certify' && orderers.has(act.by))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test('an order rests on all certificates of its content, given before it, and comes once', () => {
    fc.assert(
      fc.property(history, (attempts) => {
        const acts = accepted(attempts);
        acts.forEach((act, at) => {
          if (act.kind !== 'order') return;
          expect(missingCertificates(acts.slice(0, at), act.covers, duty)).toEqual([]);
          expect(duty.mayOrder(act.by)).toBe(true);
          expect(acts.filter((one) => one.kind === 'order' && one.covers === act.covers)).toHaveLength(1);
        });
      }),
      { numRuns: 2000 },
    );
  });

  test('an order is reachable: the property above is not empty', () => {
    const orders = fc
      .sample(history, { numRuns: 3000, seed: 7 })
      .filter((attempts) => accepted(attempts).some((act) => act.kind === 'order'));
    expect(orders.length).toBeGreaterThan(0);
  });
});
