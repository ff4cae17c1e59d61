import { Arrival, Problem } from '@libs/contracts';
import { reasonCodes } from '@libs/operations';
import { z } from 'zod';
import { type Route } from './route';
import { routes } from './routes';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === Arrival.shape.reason) Object.assign(jsonSchema, nullableReason);
    },
  });
  return rest;
};

/** A plain word in the contract, so that an older page bears a new reason; programs read here which there are. */
const nullableReason = { anyOf: [{ $ref: '#/components/schemas/Reason' }, { type: 'null' }] };

const json = (schema: z.ZodType): object => ({ 'application/json': { schema: schemaOf(schema, 'output') } });

const usualProblems: Readonly<Record<number, string>> = {
  401: 'Nicht angemeldet',
  403: 'Nicht erlaubt',
  422: 'Angabe passt nicht',
  503: 'Vorübergehend nicht möglich, Retry-After beachten',
};

/** OpenAPI 3.1, made from the schemas that the server itself checks with. */
export function openApiDocument(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operationOf(route);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Belegfluss',
      version: 'v1',
      description:
        'Eingang, Prüfung, Feststellung, Anordnung und Übergabe von Rechnungen. Fehler kommen als problem+json mit `code` und einem Satz in Deutsch und Englisch. Änderungen unter Sitzungs-Cookie brauchen X-CSRF-Token (aus GET /session). Jede Antwort trägt x-request-id. Wo eine Änderung If-Match nimmt, gibt GET den ETag; ein veralteter wird mit 409 abgelehnt.',
    },
    servers: [{ url: '/api/v1' }],
    paths,
    components: {
      schemas: {
        Problem: schemaOf(Problem, 'output'),
        Reason: {
          type: 'string',
          enum: [...reasonCodes],
          description: 'Warum ein Eingang abgelehnt, zurückgestellt oder doppelt ist.',
        },
      },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'bf_session' },
        token: { type: 'http', scheme: 'bearer', description: 'Zugriffsschlüssel eines Programms (POST /tokens)' },
      },
    },
    security: [{ session: [] }],
  };
}

function operationOf(route: Route): object {
  const body = bodyOf(route);
  return {
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    ...securityOf(route),
    parameters: [...pathParameters(route.path), ...queryParameters(route), ...headerParameters(route)],
    ...(body ? { requestBody: { required: true, content: body } } : {}),
    responses: { ...answersOf(route), ...problemsOf(route) },
  };
}

/** What a token needs stands beside the scheme, as the specification allows from 3.1 on. */
function securityOf({ open, scope }: Route): object {
  if (open) return { security: [] };
  return scope === undefined ? {} : { security: [{ session: [] }, { token: scope === 'any' ? [] : [scope] }] };
}

function bodyOf(route: Route): object | undefined {
  if (route.body) return { 'application/json': { schema: schemaOf(route.body, 'input') } };
  if (!route.multipart) return undefined;
  const file = { type: 'array', items: { type: 'string', format: 'binary' }, description: 'Eine oder mehrere Dateien' };
  return { 'multipart/form-data': { schema: { type: 'object', required: ['file'], properties: { file } } } };
}

const pathParameters = (path: string): object[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'id' ? { type: 'string', format: 'uuid' } : { type: 'string' },
  }));

function queryParameters({ query }: Route): object[] {
  if (!query) return [];
  return Object.entries(query.shape)
    .map(([name, schema]) => ({
      name,
      in: 'query',
      required: false,
      schema: schemaOf(z.object({ value: schema }), 'input'),
    }))
    .map(({ schema, ...rest }) => ({ ...rest, schema: valueSchema(schema) }));
}

const valueSchema = (schema: object): unknown => {
  const parsed = z.object({ properties: z.object({ value: z.unknown() }) }).safeParse(schema);
  return parsed.success ? parsed.data.properties.value : {};
};

function headerParameters({ method, open, ifMatch, scope }: Route): object[] {
  const header = (name: string, description: string, required: boolean): object => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  if (method === 'get' || open) return [];
  return [
    header(
      'X-CSRF-Token',
      'csrfToken der Sitzung; ein Programm mit Zugriffsschlüssel braucht ihn nicht',
      scope === undefined,
    ),
    ...(method === 'post'
      ? [header('Idempotency-Key', 'Dieselbe Anfrage noch einmal gesendet wird nicht noch einmal ausgeführt', false)]
      : []),
    ...(ifMatch ? [header('If-Match', 'ETag des Standes, den die Person gesehen hat', false)] : []),
  ];
}

function answersOf({ answers }: Route): Record<string, object> {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => {
      if (answer === 'redirect') return [status, redirected];
      if (answer === 'empty') return [status, { description: 'Erledigt' }];
      if (answer === 'bytes')
        return [status, { description: 'Die Datei', content: { 'application/octet-stream': {} } }];
      if (answer === 'events') return [status, { description: 'Ereignisse', content: { 'text/event-stream': {} } }];
      return [status, { description: 'Antwort', content: json(answer), ...(isVersioned(answer) ? withEtag : {}) }];
    }),
  );
}

const redirected = {
  description: 'Weiter bei Location',
  headers: { Location: { description: 'Die nächste Seite', schema: { type: 'string' } } },
};

const isVersioned = (answer: z.ZodType): boolean =>
  answer instanceof z.ZodUnion
    ? answer.options.some((one) => one instanceof z.ZodObject && 'version' in one.shape)
    : answer instanceof z.ZodObject && 'version' in answer.shape;
const withEtag = {
  headers: { ETag: { description: 'Der Stand (version), für If-Match', schema: { type: 'string' } } },
};

const keyTaken = 'Idempotency-Key schon vergeben, oder dieselbe Anfrage ist noch in Arbeit (dann mit Retry-After)';

function problemsOf({ method, problems = {}, open, answers }: Route): Record<string, object> {
  const conflict = method === 'post' ? { 409: [problems[409], keyTaken].filter(Boolean).join('; ') } : {};
  const usual = open ? {} : { ...usualProblems, ...conflict };
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(
    Object.entries({ ...problems, ...usual })
      .filter(([status]) => !(Number(status) in answers))
      .map(([status, description]) => [status, { description, content }]),
  );
}
