// Runs the Prisma command line with the schema engine of this folder: `node scripts/prisma.mjs migrate deploy`.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const cli = join(dirname(createRequire(import.meta.url).resolve('prisma/package.json')), 'build', 'index.js');

const offline = ['generate', 'validate', 'format', 'version'];
const wanted = process.argv.slice(2);

if (!process.env.DATABASE_URL && !offline.includes(wanted[0] ?? '')) {
  console.error(
    'DATABASE_URL fehlt: Prisma weiß nicht, welche Datenbank gemeint ist. Bitte setzen, z. B. DATABASE_URL=postgresql://…\n' +
      'DATABASE_URL is missing: Prisma cannot know which database is meant. Please set it, e.g. DATABASE_URL=postgresql://…',
  );
  process.exit(64);
}

const { status, signal, error } = spawnSync(process.execPath, [cli, ...wanted], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    // The engine is found by its shebang line: this very Node has to come first.
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    PRISMA_SCHEMA_ENGINE_BINARY: join(import.meta.dirname, 'schema-engine.mjs'),
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
    // `generate` wants an address and never connects.
    DATABASE_URL: process.env.DATABASE_URL ?? 'postgresql://none@127.0.0.1:1/none',
  },
});
if (error) throw error;
process.exitCode = status ?? (signal ? 1 : 0);
