import { wrongClock } from './wrong-clock';

test('a clock that is wrong is told once an hour, in both languages, with the direction', () => {
  const said: [object, string][] = [];
  const tell = wrongClock({ warn: (facts: object, text: string) => void said.push([facts, text]) } as never);
  tell(90_000.4);
  tell(90_001);
  expect(said).toHaveLength(1);
  expect(said[0]?.[0]).toEqual({ secondsAhead: 90_000 });
  expect(said[0]?.[1]).toMatch(
    /geht 90000 s vor,.*Bitte die Zeitsynchronisation prüfen.*is 90000 s ahead of the database/s,
  );
});

test('behind is another word', () => {
  const said: string[] = [];
  wrongClock({ warn: (_facts: object, text: string) => void said.push(text) } as never)(-45);
  expect(said[0]).toMatch(/geht 45 s nach.*45 s behind/s);
});
