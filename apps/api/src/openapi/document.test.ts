import { reasonCodes } from '@libs/operations';
import { openApiDocument } from './document';
import { routes } from './routes';

type Json = Readonly<Record<string, unknown>>;
type Operation = {
  readonly summary: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: Json;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Json }>>;
};

const text = JSON.stringify(openApiDocument());
const document = JSON.parse(text) as {
  readonly openapi: string;
  readonly info: Json;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>>; readonly securitySchemes: Json };
  readonly security: readonly Json[];
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, path, method, operation })),
);

test('is OpenAPI 3.1 with all that it must hold', () => {
  expect(document.openapi).toMatch(/^3\.1\.\d+$/);
  expect(document.info).toMatchObject({ title: 'Belegfluss', version: expect.stringMatching(/./) as string });
  expect(operations).toHaveLength(routes.length);
  expect(Object.keys(document.components.securitySchemes)).toEqual(['session', 'token']);
  for (const requirement of document.security) expect(Object.keys(requirement)).toEqual(['session']);
});

test.each(operations)('$name is described as the standard wants it', ({ path, method, operation }) => {
  expect(['get', 'post', 'put', 'delete']).toContain(method);
  expect(operation.summary).not.toBe('');
  const templated = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const inPath = operation.parameters.filter((one) => one.in === 'path');
  expect(inPath.map(({ name }) => name)).toEqual(templated);
  expect(inPath.every(({ required }) => required)).toBe(true);
  const keys = operation.parameters.map((one) => `${one.in} ${one.name.toLowerCase()}`);
  expect(new Set(keys).size).toBe(keys.length);
  for (const one of operation.parameters) {
    expect(['path', 'query', 'header']).toContain(one.in);
    expect(typeof one.schema).toBe('object');
  }
  expect(Object.keys(operation.responses).length).toBeGreaterThan(0);
  for (const [status, { description, content }] of Object.entries(operation.responses)) {
    expect(status).toMatch(/^[2-5]\d\d$/);
    expect(description).not.toBe('');
    for (const mediaType of Object.keys(content ?? {})) expect(mediaType).toMatch(/^[\w-]+\/[\w+.-]+$/);
  }
});

test('every reference leads somewhere, and no schema says $schema or an old keyword', () => {
  const targets = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target!);
  expect(targets.length).toBeGreaterThan(0);
  for (const target of targets) {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(target)?.[1];
    expect({ target, found: name !== undefined && name in document.components.schemas }).toEqual({
      target,
      found: true,
    });
  }
  expect(text).not.toMatch(/"\$schema"|"nullable"|"definitions"/);
});

test('changes ask for the CSRF token, POSTs take an Idempotency-Key', () => {
  const open = new Set(routes.filter((route) => route.open).map(({ method, path }) => `${method} ${path}`));
  for (const { name, method, operation } of operations.filter((one) => one.method !== 'get' && !open.has(one.name))) {
    const headers = operation.parameters.filter((one) => one.in === 'header').map((one) => one.name);
    expect({ name, has: headers.includes('X-CSRF-Token') }).toEqual({ name, has: true });
    expect({ name, has: headers.includes('Idempotency-Key') }).toEqual({ name, has: method === 'post' });
  }
});

test('the reason of an arrival is an enum that its schema refers to', () => {
  expect(document.components.schemas['Reason']).toMatchObject({ type: 'string', enum: [...reasonCodes] });
  const arrival = JSON.stringify(document.paths['/arrivals/{id}']?.['get']?.responses['200']);
  expect(
    arrival.match(/"reason":\{"anyOf":\[\{"\$ref":"#\/components\/schemas\/Reason"\},\{"type":"null"\}\]\}/g),
  ).toHaveLength(2);
});
