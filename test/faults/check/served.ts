import { type Ground } from '../ground/ground';
import { type Door } from '../load/door';
import { sha256Of } from '../plan/documents';
import { type Random } from '../plan/random';

const SAMPLE = 15;

/** Some originals, asked for as people do: over HTTP. */
export async function notServed(ground: Ground, door: Door, random: Random): Promise<string[]> {
  const rows = await ground.postgres.rows<{ id: string; sha256: string }>(
    'SELECT id, sha256 FROM document ORDER BY id',
  );
  const found: string[] = [];
  for (let count = 0; count < SAMPLE && rows.length > 0; count += 1) {
    const { id, sha256 } = random.pick(rows);
    const answer = await door.insist('look', { method: 'GET', path: `/documents/${id}/original` }, 30);
    if (answer?.status !== 200 || sha256Of(answer.body) !== sha256)
      found.push(`document ${id} is served as ${answer ? `${answer.status} with other bytes` : 'nothing'}`);
  }
  return found;
}
