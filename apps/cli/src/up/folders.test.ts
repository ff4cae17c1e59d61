import { planFolders } from './folders';

const root = '/srv/daten/folder';

test('one entity has the folder itself, under the first of its addresses', () => {
  const owned = [
    { address: 'rechnungen@stadt.example', entityId: 'a' },
    { address: 'eingang@stadt.example', entityId: 'a' },
  ];
  expect(planFolders(owned, root)).toEqual([{ address: 'eingang@stadt.example', path: root }]);
});

test('several entities have one each in it', () => {
  const owned = [
    { address: 'rechnung@stadt.example', entityId: 'a' },
    { address: 'bad@stadt.example', entityId: 'b' },
  ];
  expect(planFolders(owned, root)).toEqual([
    { address: 'bad@stadt.example', path: '/srv/daten/folder/bad@stadt.example' },
    { address: 'rechnung@stadt.example', path: '/srv/daten/folder/rechnung@stadt.example' },
  ]);
});

test('nobody, or an address that is no name of a folder, has none', () => {
  expect(planFolders([], root)).toEqual([]);
  expect(planFolders([{ address: 'a/b=c@stadt.example', entityId: 'a' }], root)).toEqual([]);
  expect(planFolders([{ address: 'a@stadt.example', entityId: 'a' }], '/srv/da;ten')).toEqual([]);
});
