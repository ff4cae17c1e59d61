import { normaliseAddress } from './address';

test.each([
  ['Rechnung@Musterstadt.Example', 'rechnung@musterstadt.example'],
  [' rechnung@musterstadt.example ', 'rechnung@musterstadt.example'],
  ['rechnung+Bauamt@musterstadt.example', 'rechnung@musterstadt.example'],
  ['rechnung+a+b@musterstadt.example', 'rechnung@musterstadt.example'],
  ['rechnung@musterstadt.example.', 'rechnung@musterstadt.example'],
  ['rechnung@MÜLLHEIM.example', 'rechnung@xn--mllheim-n2a.example'],
  ["o'brien.amt@x.example", "o'brien.amt@x.example"],
])('%j is looked up as %j', (written, wanted) => {
  expect(normaliseAddress(written)).toBe(wanted);
});

test.each([
  '',
  'rechnung',
  '@musterstadt.example',
  '+tag@musterstadt.example',
  'rechnung@',
  'rechnung@localhost',
  'a@b@musterstadt.example',
  'a b@musterstadt.example',
  '"a"@musterstadt.example',
  '.a@musterstadt.example',
  'a..b@musterstadt.example',
  'rechnung@[127.0.0.1]',
  'rechnung@127.0.0.1',
  'rechnung@-x.example',
  'rechnung@x_y.example',
  'rechnung@ü/x.example',
  'rechnung@ü%2ex.example',
  'rechnung\r\n@musterstadt.example',
  'rechnung@musterstadt.example\r\nBcc: x@y.example',
  'r\u212achnung@musterstadt.example',
  `${'x'.repeat(65)}@musterstadt.example`,
  `x@${'y'.repeat(64)}.example`,
])('%j is no address', (written) => {
  expect(normaliseAddress(written)).toBeUndefined();
});
