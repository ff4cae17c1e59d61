import { createHash } from 'node:crypto';

/**
 * The one written form of a value: keys sorted by UTF-16 units, no blanks, as in RFC 8785. It takes plain objects, arrays,
 * well-formed strings, booleans, null and safe integers. Everything else throws: a float or a lost `undefined` would
 * make two programs hash the same thing differently. Amounts go in as written text.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$', []);
}

/**
 * What an act covers: SHA-256 over the canonical JSON, 64 hex digits. Put a revision into `covered` where going back to
 * an earlier content must not revive the acts that covered it.
 */
export function contentHash(covered: unknown): string {
  return createHash('sha256').update(canonicalJson(covered), 'utf8').digest('hex');
}

function write(value: unknown, path: string, ancestors: readonly object[]): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'string') return writeText(value, path);
  if (typeof value === 'number') return writeInteger(value, path);
  if (typeof value !== 'object') throw unwritable(path, typeof value);
  if (ancestors.includes(value)) throw unwritable(path, 'a cycle');

  const inside = [...ancestors, value];
  return Array.isArray(value) ? writeArray(value, path, inside) : writeObject(value, path, inside);
}

function writeText(text: string, path: string): string {
  // A lone surrogate has no UTF-8 form; it would be hashed as U+FFFD, like any other lone surrogate.
  if (/\p{Surrogate}/u.test(text)) throw unwritable(path, 'a lone surrogate');
  return JSON.stringify(text);
}

function writeInteger(number: number, path: string): string {
  if (!Number.isSafeInteger(number)) throw unwritable(path, `the number ${number}`);
  return JSON.stringify(number);
}

function writeArray(values: readonly unknown[], path: string, ancestors: readonly object[]): string {
  // Array.from shows holes as undefined, which is then refused; map would skip them
  const items = Array.from(values, (item, index) => write(item, `${path}[${index}]`, ancestors));
  return `[${items.join(',')}]`;
}

function writeObject(value: object, path: string, ancestors: readonly object[]): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw unwritable(path, 'an object of a class');
  if (Object.getOwnPropertySymbols(value).length > 0) throw unwritable(path, 'a symbol key');

  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${writeText(key, path)}:${write(item, `${path}.${key}`, ancestors)}`);
  return `{${members.join(',')}}`;
}

const unwritable = (path: string, what: string): TypeError =>
  new TypeError(
    `${path} holds ${what}, which has no canonical form; nothing was hashed. Pass text, safe integers, booleans, null, arrays and plain objects only. ` +
      `(${path} hat keine eindeutige Schreibweise, es wurde nichts gehasht. Bitte nur Text, ganze Zahlen, Wahrheitswerte, null, Listen und einfache Objekte übergeben.)`,
  );
