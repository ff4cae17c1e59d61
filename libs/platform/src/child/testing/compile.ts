import { transformFileSync } from '@swc/core';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../../../../..');

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.mjs') || (name.endsWith('.ts') && !name.endsWith('.test.ts')))
    .map((name) => join(folder, name));

export type Compiled = { readonly path: (source: string) => string; readonly remove: () => void };

/**
 * Tests that start real processes need JavaScript on disk. Compiles these folders as the build does into a folder of
 * their own, in the shape of an installation: `out/` beside `node_modules/`.
 */
export function compile(folders: readonly string[]): Compiled {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'belegfluss-compiled-')));
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
  const target = (source: string) => join(home, 'out', source.replace(/\.ts$/, '.js'));
  for (const source of folders.flatMap(sources)) {
    mkdirSync(dirname(target(source)), { recursive: true });
    writeFileSync(target(source), javascript(source));
  }
  return { path: target, remove: () => rmSync(home, { recursive: true, force: true }) };
}

const javascript = (source: string): string => {
  if (source.endsWith('.mjs')) return readFileSync(join(root, source), 'utf8');
  return transformFileSync(join(root, source), {
    swcrc: false,
    configFile: false,
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      target: 'es2023',
      baseUrl: root,
      paths: { '@libs/*': ['libs/*/src/index.ts'] },
    },
    module: { type: 'commonjs', ignoreDynamic: true },
  }).code;
};
