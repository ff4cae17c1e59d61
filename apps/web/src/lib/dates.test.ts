import {
  dayOf,
  daysBetween,
  distanceInWords,
  dueInWords,
  formatDay,
  formatMoment,
  momentInWords,
  shortDay,
  sinceInWords,
} from './dates';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const now = new Date('2026-11-23T09:30:00Z');
const today = '2026-11-23';

describe('dates as the town hall sees them', () => {
  test('a moment falls on the day of Berlin, in winter and in summer', () => {
    expect(dayOf('2026-11-22T23:30:00Z')).toBe('2026-11-23');
    expect(dayOf('2026-07-01T22:30:00Z')).toBe('2026-07-02');
    expect(formatMoment('2026-03-29T01:30:00Z')).toBe('29.03.2026, 03:30');
  });

  test('days are counted across the change of clocks and the year', () => {
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
    expect(daysBetween('2026-12-31', '2027-01-01')).toBe(1);
  });

  test('DD.MM.YYYY, and text that is no date stays', () => {
    expect(formatDay('2026-11-12')).toBe('12.11.2026');
    expect(formatDay('sofort')).toBe('sofort');
  });

  test('the year shows only where it is another one', () => {
    expect(plain(shortDay('2026-11-26', today).de)).toBe('Do 26.11.');
    expect(plain(shortDay('2027-01-04', today).de)).toBe('Mo 04.01.2027');
    expect(shortDay('2026-11-26', today).de).toContain('\u00a0');
  });

  test.each([
    ['2026-11-23T08:14:00Z', 'heute, 09:14'],
    ['2026-11-22T13:23:00Z', 'gestern, 14:23'],
    ['2026-11-12T13:23:00Z', '12.11., 14:23'],
    ['2025-11-12T13:23:00Z', '12.11.2025, 14:23'],
  ])('%s is %s', (moment, words) => {
    expect(momentInWords(moment, now).de).toBe(words);
  });
});

describe('due in words', () => {
  test.each([
    ['2026-11-16', 'Überfällig seit Mo 16.11.', 'overdue'],
    ['2026-11-23', 'Fällig heute, Mo 23.11.', 'soon'],
    ['2026-11-24', 'Fällig morgen, Di 24.11.', 'soon'],
    ['2026-11-26', 'Fällig Do 26.11.', 'soon'],
    ['2026-12-12', 'Fällig Sa 12.12.', 'later'],
    [null, 'Keine Fälligkeit angegeben', 'unknown'],
  ] as const)('%s: %s', (due, words, urgency) => {
    const found = dueInWords(due, today);
    expect(plain(found.text.de)).toBe(words);
    expect(found.urgency).toBe(urgency);
  });

  test('the distance beside a date', () => {
    expect(plain(distanceInWords('2026-12-12', today).de)).toBe('in 19 Tagen');
    expect(plain(distanceInWords('2026-11-18', today).de)).toBe('vor 5 Tagen');
    expect(distanceInWords(today, today).de).toBe('heute');
  });

  test('how long a case has been where it is', () => {
    expect(sinceInWords('2026-11-23T07:00:00Z', now).de).toBe('seit heute');
    expect(sinceInWords('2026-11-22T07:00:00Z', now).de).toBe('seit gestern');
    expect(plain(sinceInWords('2026-11-19T07:00:00Z', now).de)).toBe('seit 4 Tagen');
  });
});
