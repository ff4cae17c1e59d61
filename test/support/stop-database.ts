import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { removePostgres } from '../../libs/platform/src/postgres';

export default async function stopDatabase(): Promise<void> {
  await globalThis.testRedis?.stop();
  const running = globalThis.testPostgres;
  if (!running) return;
  await running.server.stop();
  removePostgres(join(running.folder, 'postgres'));
  rmSync(running.folder, { recursive: true });
}
