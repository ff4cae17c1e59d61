import { methodsAt } from './methods-at';

test.each([
  ['/api/v1/session', ['POST', 'GET', 'DELETE']],
  ['/api/v1/cases/0190b0c0-0000-7000-8000-000000000000', ['GET']],
  ['/api/v1/exports/x/files/a.csv', ['GET']],
  ['/api/v1/openapi.json', ['GET']],
  ['/api/v1/openapixjson', []],
  ['/api/v1/cases/a/b', []],
  ['/session', []],
])('%s knows %j', (path, methods) => {
  expect(methodsAt(path)).toEqual(methods);
});
