import { Problem } from '@libs/contracts';
import { routes } from '../../../apps/api/src/openapi/routes';
import { type Answer } from './client';

/** Statuses that any door may answer with, whatever it does: the request itself is at fault, or the house is. */
const everywhere = new Set([400, 404, 405, 413, 414, 415, 429, 500, 503]);

export function routeFor(method: string, path: string) {
  const asked = path.split('?', 1)[0]!.replace(/^\/api\/v1/, '');
  return routes.find(
    (route) =>
      route.method === method.toLowerCase() &&
      new RegExp(`^${route.path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(asked),
  );
}

/** Holds an answer against what the OpenAPI promises: a known status, the schema to the letter, errors as problem+json. */
export function expectDocumented(method: string, path: string, answer: Answer): void {
  const route = routeFor(method, path);
  const promised = route?.answers[answer.status];
  if (promised === undefined) {
    if (route) {
      const known = [
        ...Object.keys(route.problems ?? {}),
        ...(route.open ? [] : ['401', '403']),
        '422',
        ...(route.method === 'post' ? ['409'] : []),
      ].map(Number);
      expect([...known, ...everywhere]).toContain(answer.status);
    }
    expectProblem(answer);
    return;
  }
  if (promised === 'bytes' || promised === 'events') return;
  if (promised === 'redirect') expect(answer.headers['location']).toBeDefined();
  if (promised === 'empty' || promised === 'redirect') {
    expect(answer.body.length).toBe(0);
    return;
  }
  // parsing drops what the schema does not name: equal means that nothing is undocumented
  expect(promised.parse(answer.json)).toEqual(answer.json);
}

/** Cause, consequence and next step in both languages, and nothing of the inside of the house. */
export function expectProblem(answer: Answer, status?: number, code?: string): Problem {
  if (status !== undefined) expect({ status: answer.status, said: answer.json }).toMatchObject({ status });
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  const problem = Problem.parse(answer.json);
  if (code !== undefined) expect(problem.code).toBe(code);
  expect(problem.status).toBe(answer.status);
  expect(problem.type).toBe(`urn:belegfluss:problem:${problem.code}`);
  expect(problem.code).toMatch(/^[a-z0-9-]+$/);
  expect([problem.message.de, problem.message.en]).toContain(problem.detail);
  for (const text of [problem.message.de, problem.message.en]) expect(sentences(text)).toBeGreaterThanOrEqual(2);
  expect(answer.body.toString()).not.toMatch(inside);
  return problem;
}

const sentences = (text: string): number => (text.match(/[.:;](\s|$)/g) ?? []).length;

/** What a stack trace, a query, a path of ours or a driver would leave behind. */
const inside =
  /\bat \S+ \(|node_modules|\.[jt]s:\d|prisma|postgres|SELECT |INSERT |UPDATE |set_config|belegfluss_app|ECONN|FST_|\/tmp\/|Error:/i;
