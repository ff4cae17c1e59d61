import { summary } from './summary';

const ready = {
  url: 'http://127.0.0.1:3000',
  smtp: { host: '127.0.0.1', port: 2525 },
  folder: '/srv/daten/folder',
  inboxes: ['/srv/daten/folder/inbox'],
  logins: [],
};

test('the summary names address, mail, data and how to stop', () => {
  expect(summary(ready, undefined, '/srv/daten')).toBe(`
Belegfluss läuft.

  Oberfläche   http://127.0.0.1:3000
  Rechnungen   SMTP 127.0.0.1:2525
  Ordner       /srv/daten/folder/inbox
  Daten        /srv/daten
  Beenden      Strg-C

`);
});

test('sign-ins stand in columns', () => {
  const logins = [
    { email: 'clerk@musterstadt.example', name: 'Sabine Krüger', roles: ['clerk'], password: 'geheim' },
    { email: 'head@musterstadt.example', name: 'Petra Schilling', roles: ['orderer', 'certifier'], password: 'geheim' },
  ];
  const text = summary({ ...ready, logins }, 'rechnung@musterstadt.example', '/srv/daten');
  expect(text).toContain('Rechnungen   rechnung@musterstadt.example über SMTP 127.0.0.1:2525');
  expect(text).toContain('  Anmeldung                   Kennwort   Person\n');
  expect(text).toContain('  head@musterstadt.example    geheim     Petra Schilling, Anordnung und Feststellung\n');
});
