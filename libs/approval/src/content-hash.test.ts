import { Decimal } from '@libs/money';
import fc from 'fast-check';
import { canonicalJson, contentHash } from './content-hash';

const plain = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
  ),
})).value;

describe('canonicalJson', () => {
  test('sorts keys and writes no blanks', () => {
    expect(canonicalJson({ b: [1, null, true], a: { ü: 'ß', z: '"' } })).toBe(
      '{"a":{"z":"\\"","ü":"ß"},"b":[1,null,true]}',
    );
  });

  test('keeps a key named __proto__', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":1}'))).toBe('{"__proto__":1}');
  });

  test('can be read back to the same value', () => {
    fc.assert(fc.property(plain, (value) => expect(JSON.parse(canonicalJson(value))).toEqual(normal(value))));
  });

  test('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (record) => {
        const turned = Object.fromEntries(Object.entries(record).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(record));
      }),
    );
  });

  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  test.each([
    ['a float', { a: [0.1] }],
    ['an unsafe integer', 2 ** 53],
    ['NaN', NaN],
    ['undefined', { a: undefined }],
    ['a hole', new Array(1)],
    ['a bigint', 1n],
    ['a function', () => 1],
    ['a date', new Date(0)],
    ['a Decimal', Decimal.of('1.00')],
    ['a map', new Map()],
    ['a symbol key', { [Symbol('s')]: 1 }],
    ['a lone surrogate', 'a\ud800'],
    ['a lone surrogate in a key', { '\udc00': 1 }],
    ['a cycle', cyclic],
  ])('refuses %s', (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  test('the same object twice is no cycle', () => {
    const one = { a: 1 };
    expect(canonicalJson([one, one])).toBe('[{"a":1},{"a":1}]');
  });

  test('names the place', () => {
    expect(() => canonicalJson({ lines: [{ amount: 0.1 }] })).toThrow('$.lines[0].amount');
  });
});

describe('contentHash', () => {
  test('is the SHA-256 of the canonical form', () => {
    // printf '{}' | sha256sum
    expect(contentHash({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });

  test('tells a written scale apart', () => {
    expect(contentHash({ gross: '1.0' })).not.toBe(contentHash({ gross: '1.00' }));
  });
});

/** -0 is written as 0; dictionaries of fast-check have no prototype. */
const normal = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
