import { sentence } from './sentence';

const sound = { entityId: 'e', entries: 12, head: 'ab12', erased: 0, fault: undefined };

test('a sound chain is told with its length and its head', () => {
  expect(sentence('Stadt Musterstadt', sound)).toBe(
    'Stadt Musterstadt: Die Kette ist lückenlos, 12 Einträge; letzter Hash ab12.',
  );
  expect(sentence('Stadt Musterstadt', { ...sound, erased: 3 })).toContain('3 davon nach Fristablauf ohne Inhalt');
});

test('the first bad entry is named, with what to do', () => {
  const text = sentence('Stadt Musterstadt', { ...sound, fault: { seq: '13', why: 'entry-changed' } });
  expect(text).toContain('bei Eintrag 13 gebrochen: er wurde verändert; die 12 Einträge davor stimmen');
  expect(text).toContain('broken at entry 13: it was changed');
  expect(text).toContain('Rechnungsprüfung');
});
