import { type Actor, hasRole, hasWholeRole } from './actor';

const unit = (id: string, sealed = false) => ({ id, number: id, name: id, sealed });
const actor = (...roles: Actor['roles']): Actor => ({
  entityId: 'town',
  personId: 'p',
  name: 'P',
  roles,
  reach: 'unsealed',
  units: [],
});
const house = { role: 'clerk', unit: null, covers: [] };

test('a role of the house reaches every unit, and one of a unit those below it', () => {
  expect(hasRole(actor(house), ['clerk'], '40')).toBe(true);
  const school = { role: 'certifier', unit: unit('40'), covers: ['40', '401'] };
  expect([hasRole(actor(school), ['certifier'], '401'), hasRole(actor(school), ['certifier'], '67')]).toEqual([
    true,
    false,
  ]);
});

test('in a sealed unit nobody acts by a role of the house, only by what was given there by name', () => {
  const certifier = { role: 'certifier', unit: unit('50', true), covers: ['50'] };
  const both = actor(house, { ...house, role: 'orderer' }, certifier);
  expect(hasRole(both, ['clerk', 'orderer'], '50')).toBe(false);
  expect(hasRole(both, ['certifier'], '50')).toBe(true);
  expect(hasRole(both, ['clerk'], '40')).toBe(true);
});

test('a role in a unit is none of the house', () => {
  const auditor = { role: 'auditor', unit: unit('40'), covers: ['40'] };
  expect([hasWholeRole(actor(auditor), ['auditor']), hasWholeRole(actor(house), ['clerk'])]).toEqual([false, true]);
});
