#!/usr/bin/env node
// Prisma's schema engine without its native binary, which closed networks cannot fetch: the CLI's JSON-RPC on
// stdin and stdout, served by the WASM engine of the same version. scripts/prisma.mjs puts it in place.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import readline from 'node:readline';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaPg } from '@prisma/adapter-pg';
import * as background from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

const CHAR_OID = 18;
const BPCHAR_OID = 1042;

await loadEngine();
presentCharAsBpchar();

const args = process.argv.slice(2);
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const datasource = option('--datasource');
const url = new URL(
  (datasource && JSON.parse(datasource).url) || process.env.DATABASE_URL || 'postgresql://none@127.0.0.1:1/none',
);
const databaseName = decodeURIComponent(url.pathname.slice(1));

if (args.includes('--version')) {
  console.log(`schema-engine-cli ${background.version()}`);
} else if (args.includes('cli')) {
  await answerCommand(args[args.indexOf('cli') + 1]);
} else {
  serve();
}

async function loadEngine() {
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const wasm = readFileSync(script.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': background });
  background.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

/** The adapter knows no column type for "char", which the catalogue queries return. */
function presentCharAsBpchar() {
  const relabel = (results) => {
    for (const result of [results].flat()) {
      for (const field of result?.fields ?? []) {
        if (field.dataTypeID === CHAR_OID) field.dataTypeID = BPCHAR_OID;
      }
    }
    return results;
  };

  for (const prototype of [pg.Client.prototype, pg.Pool.prototype]) {
    const query = prototype.query;
    prototype.query = function (...parameters) {
      const running = query.apply(this, parameters);
      return typeof running?.then === 'function' ? running.then(relabel) : running;
    };
  }
}

function connectionTo(database) {
  const target = new URL(url);
  target.pathname = `/${encodeURIComponent(database)}`;
  target.searchParams.delete('schema'); // a word of Prisma's that the server does not know
  return { connectionString: target.href };
}

function quoted(identifier) {
  return `"${identifier.replaceAll('"', '""')}"`;
}

async function runSql(database, text) {
  const client = new pg.Client(connectionTo(database));
  await client.connect();
  try {
    if (text) await client.query(text);
  } finally {
    await client.end();
  }
}

function createDatabase() {
  return runSql('postgres', `CREATE DATABASE ${quoted(databaseName)}`);
}

function dropDatabase() {
  return runSql('postgres', `DROP DATABASE IF EXISTS ${quoted(databaseName)}`);
}

async function answerCommand(command) {
  try {
    if (command === 'can-connect-to-database') await runSql(databaseName);
    if (command === 'create-database') await createDatabase();
    if (command === 'drop-database') await dropDatabase();
  } catch (error) {
    const fields = {
      is_panic: false,
      error_code: error.code === '3D000' ? 'P1003' : 'P1001',
      message: String(error.message ?? error),
    };
    // The CLI skips the first line of stderr and reads the rest as log records.
    process.stderr.write(
      `schema-engine\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}`,
    );
    process.exitCode = 1;
  }
}

/**
 * The adapter cuts a script at every semicolon, also inside a function body. The server takes a whole script as one
 * simple query, which makes each migration one transaction as well.
 */
async function connectForScripts(database) {
  const adapter = await new PrismaPg(connectionTo(database)).connect();
  adapter.executeScript = async (script) => {
    await adapter.underlyingDriver().query(script);
  };
  return adapter;
}

/** The adapter's own version drops the shadow database before it closes its pool, which the server refuses. */
async function connectToShadowDatabase() {
  const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
  await runSql('postgres', `CREATE DATABASE ${quoted(name)}`);
  const adapter = await connectForScripts(name);
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await runSql('postgres', `DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`);
  };
  return adapter;
}

function newEngine() {
  const files = args.flatMap((arg, index) => (args[index - 1] === '--datamodels' ? arg.split(',') : []));
  const datamodels = files.length > 0 ? files.map((file) => [file, readFileSync(file, 'utf8')]) : undefined;
  const factory = {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connectForScripts(databaseName),
    connectToShadowDb: connectToShadowDatabase,
  };
  return background.SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(factory));
}

function serve() {
  let engine;
  let queue = Promise.resolve();
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

  const perform = async (method, params) => {
    if (method === 'createDatabase') {
      await createDatabase();
      return { databaseName };
    }
    engine ??= await newEngine();
    return engine[method === 'getDatabaseVersion' ? 'version' : method](params);
  };

  const handle = async (line) => {
    const { id, method, params } = JSON.parse(line);
    if (!method) return; // an answer to our own print request
    try {
      const result = await perform(method, params);
      if (method === 'diff' && result?.stdout) {
        send({ id: 1_000_000, method: 'print', params: { content: result.stdout } });
      }
      send({ id, result: result ?? null });
    } catch (error) {
      const data = {
        is_panic: false,
        message: String(error.message ?? error),
        meta: error.meta ?? null,
        error_code: error.code,
      };
      send({ id, error: { code: 4466, message: 'An error happened. Check the data field for details.', data } });
    }
  };

  readline
    .createInterface({ input: process.stdin })
    .on('line', (line) => {
      queue = queue.then(() => handle(line));
    })
    .on('close', () => void queue.then(() => process.exit()));
}
