/** In this order: browsers name those before them as well. */
const browsers: readonly (readonly [name: string, mark: RegExp])[] = [
  ['Edge', /\bEdg(e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS|Chromium|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
];
const systems: readonly (readonly [name: string, mark: RegExp])[] = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Macintosh/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux/],
];

const first = (list: typeof browsers, agent: string): string | undefined =>
  list.find(([, mark]) => mark.test(agent))?.[0];

/** "Firefox, Windows": enough to recognise a sign-in of one's own; null where nothing of it is known. */
export function agentName(agent: string): string | null {
  const names = [first(browsers, agent), first(systems, agent)].filter((name) => name !== undefined);
  if (names.length > 0) return names.join(', ');
  return agent.trim() === '' ? null : agent.slice(0, 60);
}
