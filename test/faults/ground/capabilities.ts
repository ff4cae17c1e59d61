import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const built = (app: string): string => join(process.cwd(), 'dist/apps', app);

/** The built entry of an app. */
export function mainOf(app: 'api' | 'worker' | 'cli'): string {
  const main = join(built(app), `apps/${app}/src/main.js`);
  if (!existsSync(main)) throw new Error(`${main} is missing: build first (npm run build:server).`);
  return main;
}

/** Whether a word stands in the built program of the worker: a setting or a crash point that it knows. */
export function knows(word: string): boolean {
  return readdirSync(built('worker'), { recursive: true, withFileTypes: true }).some(
    (entry) =>
      entry.isFile() &&
      entry.name.endsWith('.js') &&
      readFileSync(join(entry.parentPath, entry.name), 'utf8').includes(word),
  );
}
