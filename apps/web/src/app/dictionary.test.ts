import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as proofTexts from '../components/confirm-texts';
import * as accountTexts from '../features/account/texts';
import * as administrationTexts from '../features/administration/texts';
import * as confirmTexts from '../features/administration/confirm/texts';
import * as entityTexts from '../features/administration/entity/texts';
import * as groupTexts from '../features/administration/groups/texts';
import * as insightTexts from '../features/administration/insight/texts';
import * as importTexts from '../features/administration/import/texts';
import * as peopleTexts from '../features/administration/people/texts';
import * as unitTexts from '../features/administration/units/texts';
import * as arrivalTexts from '../features/arrivals/texts';
import * as auditTexts from '../features/audit/texts';
import * as actTexts from '../features/case/acts/texts';
import * as codingTexts from '../features/case/coding/texts';
import * as documentTexts from '../features/case/document/texts';
import * as caseTexts from '../features/case/texts';
import * as paperTexts from '../features/case/paper/texts';
import * as operatedTexts from '../features/entities/texts';
import * as exportTexts from '../features/exports/texts';
import * as passwordTexts from '../features/password/texts';
import * as sealedTexts from '../features/sealed/texts';
import * as signInTexts from '../features/sign-in/texts';
import * as worklistTexts from '../features/worklist/texts';
import * as stages from '../lib/stages';
import * as appTexts from './texts';

const modules = {
  appTexts,
  accountTexts,
  arrivalTexts,
  proofTexts,
  auditTexts,
  actTexts,
  codingTexts,
  documentTexts,
  caseTexts,
  exportTexts,
};
const administration = {
  administrationTexts,
  confirmTexts,
  entityTexts,
  groupTexts,
  importTexts,
  insightTexts,
  peopleTexts,
  unitTexts,
};
const house = { paperTexts, operatedTexts, passwordTexts, sealedTexts };
const dictionary: Record<string, unknown> = {
  ...modules,
  ...administration,
  ...house,
  signInTexts,
  worklistTexts,
  stages,
};

/** Proper names and abbreviations that are the same in both languages. */
const same = new Set([
  'Export',
  'ZUGFeRD',
  'Original',
  'IBAN',
  'BIC',
  'SHA-256',
  'Belegfluss',
  'Administration',
  'Code',
  'Passkeys',
  'Register',
  'Import',
  'Leitweg-ID',
  'Name',
]);

type Pair = { readonly path: string; readonly de: string; readonly en: string };

const isSentence = (value: unknown): value is (...gaps: string[]) => unknown => typeof value === 'function';

function pairsIn(value: unknown, path: string): Pair[] {
  // Sentences with gaps are filled with marks, so that a gap that got lost is seen.
  if (isSentence(value)) return pairsIn(value('1', '2', '3'), `${path}()`);
  if (typeof value !== 'object' || value === null) return [];
  if ('de' in value && 'en' in value) return [{ path, de: String(value.de), en: String(value.en) }];
  return Object.entries(value).flatMap(([key, inner]) => pairsIn(inner, `${path}.${key}`));
}

const pairs = Object.entries(dictionary).flatMap(([name, module]) => pairsIn(module, name));

test('the dictionary is not empty', () => {
  expect(pairs.length).toBeGreaterThan(250);
});

test('every text stands in both languages', () => {
  const missing = pairs.filter(({ de, en }) => de.trim() === '' || en.trim() === '');
  expect(missing).toEqual([]);
});

test('no German text was left untranslated', () => {
  const german = pairs.filter(({ de, en }) => de === en && !same.has(de) && /\p{L}{3}/u.test(de));
  expect(german.map(({ path, de }) => `${path}: ${de}`)).toEqual([]);
});

test('gaps are filled alike in both languages', () => {
  const unlike = pairs.filter(({ path, de, en }) => path.endsWith('()') && de.includes('2') !== en.includes('2'));
  expect(unlike).toEqual([]);
});

test('every texts.ts of the app is part of this test', () => {
  const root = join(__dirname, '..');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('texts.ts'));
  const own = readFileSync(__filename, 'utf8');
  const unknown = files.filter(
    (file) => !own.includes(file === join('app', 'texts.ts') ? "'./texts'" : `'../${file.replace('.ts', '')}'`),
  );
  expect(unknown).toEqual([]);
});
