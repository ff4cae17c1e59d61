import { ownPath } from './sign-in';

test.each(['/', '/faelle/1?x=2', '/verwaltung/personen'])('%s is a page of our own', (path) => {
  expect(ownPath(path)).toBe(path);
});

test.each([
  '//evil.example',
  '/.//evil.example/a',
  '/%2e//evil.example',
  '/./..//evil.example',
  'https://evil.example',
  '',
  17,
])('%s leads home instead of to another house', (path) => {
  expect(ownPath(path)).toBe('/');
});
