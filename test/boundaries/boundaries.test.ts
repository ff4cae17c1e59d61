import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { lawful, packages, partner, planted, tree } from './planted';

const root = resolve(__dirname, '../..');
const config = join(root, '.dependency-cruiser.cjs');
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

const cruise = (folder: string, output: 'json' | 'err') =>
  spawnSync(process.execPath, [cruiser, 'apps', 'libs', '--config', config, '--output-type', output], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });

function write(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** A house of empty rooms in a folder of its own, with the violations and the lawful imports in it. */
function plant(): string {
  const folder = mkdtempSync(join(tmpdir(), 'boundaries-'));
  for (const file of ['tsconfig.json', 'tsconfig.base.json']) cpSync(join(root, file), join(folder, file));
  for (const name of packages) {
    write(folder, `node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(folder, `node_modules/${name}/index.js`, 'module.exports = {};');
  }
  for (const file of tree) write(folder, file, 'export type T = 1;\nexport const value = 1;\n');
  for (const { file, imports } of [...planted, partner, ...lawful]) {
    const used = [...imports.matchAll(/(\w+)(?= [},]| from)/g)].map(([name]) => name).filter((name) => name !== 'T');
    write(folder, file, `${imports}\nexport type T = 1;\nexport const used = [${used.join(', ')}];\n`);
  }
  return folder;
}

describe('each import rule', () => {
  let folder = '';
  let violations: { rule: string; file: string }[] = [];

  beforeAll(() => {
    folder = plant();
    const found = JSON.parse(cruise(folder, 'json').stdout) as {
      summary: { violations: { from: string; rule: { name: string } }[] };
    };
    violations = found.summary.violations.map(({ from, rule }) => ({ rule: rule.name, file: from }));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(planted.map(({ rule, file, imports }) => [rule, file, imports] as const))(
    '%s fires in %s',
    (rule, file) => {
      expect(violations).toContainEqual({ rule, file });
    },
  );

  test.each(lawful.map(({ file }) => file))('nothing fires in %s', (file) => {
    expect(violations.filter((violation) => violation.file === file)).toEqual([]);
  });

  test('has a planted violation', async () => {
    const { forbidden } = ((await import(config)) as { default: { forbidden: { name: string }[] } }).default;
    expect([...new Set(planted.map(({ rule }) => rule))].sort()).toEqual(forbidden.map(({ name }) => name).sort());
  });
});

test('the house itself keeps the rules', () => {
  const { status, stdout } = cruise(root, 'err');
  expect(status === 0 ? '' : stdout).toBe('');
});

describe('reading foreign bytes', () => {
  /** Law 4: they are called in the killable child and on the command line only. An import rule cannot see names. */
  const readers = /\b(readInvoice|extractXml|listEmbeddedFiles)\b|\*/;
  const mayRead = /^(libs\/xrechnung|apps\/worker\/src\/child|apps\/cli)\/|\.test\.tsx?$/;

  const readsForeignBytes = (text: string): boolean =>
    [...text.matchAll(/(?:import|export)\s+(?!type\b)([^;'"]*?)\s+from\s+['"]@libs\/xrechnung['"]/g)].some(
      ([, names = '']) => readers.test(names.replace(/\btype\s+\w+/g, '')),
    ) || /(?:import|require)\(\s*['"]@libs\/xrechnung['"]/.test(text);

  test.each([
    ["import { readInvoice } from '@libs/xrechnung';", true],
    ["import {\n  type Invoice,\n  extractXml as read,\n} from '@libs/xrechnung';", true],
    ["import * as all from '@libs/xrechnung';", true],
    ["export * from '@libs/xrechnung';", true],
    ["const { readInvoice } = await import('@libs/xrechnung');", true],
    ["import { type Invoice, parseLeitwegId } from '@libs/xrechnung';", false],
    ["import { readInvoice } from './own';\nimport { fromRecord } from '@libs/xrechnung';", false],
  ])('%j is seen: %s', (text, seen) => {
    expect(readsForeignBytes(text)).toBe(seen);
  });

  test('happens in the child and on the command line only', () => {
    const files = globSync('{apps,libs}/**/*.{ts,tsx}', {
      cwd: root,
      exclude: ['**/node_modules/**', '**/generated/**'],
    });
    expect(files.length).toBeGreaterThan(100);
    const wrong = files.filter(
      (file) => !mayRead.test(file) && readsForeignBytes(readFileSync(join(root, file), 'utf8')),
    );
    expect(wrong).toEqual([]);
  });
});
