import { Role } from '@libs/contracts';
import { isStranger, needsSecond, roleRefusal, roleRefusalText } from './role-rules';

const open = { number: '40', sealed: false };
const sealed = { number: '50', sealed: true };

test.each(['finance', 'cashier', 'administrator', 'operator'] as const)('%s is no role of a single unit', (role) => {
  expect(roleRefusal(role, open, 'person', true)).toBe('role-of-the-house');
  expect(roleRefusal(role, null, 'person', true)).toBeUndefined();
});

test.each(['clerk', 'certifier', 'orderer', 'auditor'] as const)(
  '%s may be given in a unit, to people and groups',
  (role) => {
    for (const holder of ['person', 'group'] as const)
      for (const place of [open, null]) expect(roleRefusal(role, place, holder, false)).toBeUndefined();
  },
);

test('nobody is let into a sealed unit by an administrator but those who work there, one by one', () => {
  for (const role of Role.options) {
    const belongs = ['clerk', 'certifier', 'orderer'].includes(role);
    expect([role, roleRefusal(role, sealed, 'person', true) === undefined]).toEqual([role, belongs]);
    expect([role, roleRefusal(role, sealed, 'group', true) === undefined]).toEqual([role, false]);
    expect([role, isStranger(role)]).toEqual([role, !belongs]);
  }
});

test('powers over others go to persons, and the operator’s to the operator’s entity alone', () => {
  expect(roleRefusal('administrator', null, 'group', true)).toBe('role-for-persons');
  expect(roleRefusal('operator', null, 'person', false)).toBe('no-operator-here');
  expect(roleRefusal('operator', null, 'person', true)).toBeUndefined();
});

test('a second administrator confirms power over others and every way into a sealed unit, nothing else', () => {
  for (const role of Role.options) {
    expect([role, needsSecond(role, sealed)]).toEqual([role, true]);
    expect([role, needsSecond(role, open)]).toEqual([role, role === 'administrator' || role === 'operator']);
  }
});

test('each refusal says cause, consequence and next step in both languages', () => {
  for (const code of [
    'role-of-the-house',
    'role-for-persons',
    'no-operator-here',
    'insight-by-unit',
    'sealed-for-persons',
  ] as const)
    for (const text of Object.values(roleRefusalText(code)))
      expect(text.match(/[.:](\s|$)/g)!.length).toBeGreaterThan(2);
});
