import { CaseDetail } from '@libs/contracts';
import { type Door } from '../load/door';
import { calm } from './calm';
import { seconds, type World } from './fault';
import { ownCase } from './own-case';

type Race = { readonly what: string; readonly broken: readonly string[] };
type Racer = { readonly name: string; readonly door: Door; readonly may: boolean };
type Ran = { readonly racer: Racer; readonly status: number };

const RACERS = 20;

/** Twenty at once over one case: orders of two people, and the clerk who returns it. One act that ends the case wins. */
export async function approvalRace(world: World): Promise<Race | undefined> {
  const { ground, random, people } = world;
  await calm(world);
  const own = await ownCase(world, 'order', 20);
  const rows = await ground.postgres.rows<{ id: string; hash: string }>(
    `SELECT id, content_hash AS hash FROM invoice_case WHERE stage = 'order' ORDER BY id DESC LIMIT 50`,
  );
  if (rows.length === 0) return undefined;
  const { id, hash } = rows.find((row) => row.id === own) ?? random.pick(rows);
  const racers = await Promise.all(
    ['head', 'deputy', 'clerk'].flatMap((name) => {
      const door = people[name];
      return door ? [racerAt(name, door, id)] : [];
    }),
  );
  const ran = await Promise.all(
    Array.from({ length: RACERS }, async (_, at): Promise<Ran[]> => {
      const racer = racers[at % racers.length];
      return racer ? [{ racer, status: await act(racer, id, hash, at) }] : [];
    }),
  );
  return judged(world, id, hash, ran.flat());
}

async function racerAt(name: string, door: Door, id: string): Promise<Racer> {
  const answer = await door.insist('look', { method: 'GET', path: `/cases/${id}` }, 10);
  const may = answer?.status === 200 ? CaseDetail.parse(answer.json).may : undefined;
  return { name, door, may: (name === 'clerk' ? may?.return : may?.order)?.allowed ?? false };
}

async function act({ name, door }: Racer, id: string, covers: string, api: number): Promise<number> {
  const json = name === 'clerk' ? { kind: 'return', covers, reason: 'Bitte neu stellen.' } : { kind: 'order', covers };
  const answer = await door
    .once('act', { method: 'POST', path: `/cases/${id}/acts`, json }, api)
    .catch(() => undefined);
  return answer?.status ?? 0;
}

/** Somebody of the town may have been faster than all twenty: then the one act that ended the case is theirs. */
async function judged({ ground }: World, id: string, hash: string, ran: readonly Ran[]): Promise<Race> {
  await seconds(0.1);
  const acts = await ground.postgres.rows(
    `SELECT 1 FROM act WHERE case_id = $1 AND covers = $2 AND kind IN ('order', 'return')`,
    [id, hash],
  );
  const won = ran.filter(({ status }) => status === 201).length;
  const odd = ran.filter(({ racer, status }) => ![201, 409, ...(racer.may ? [] : [403])].includes(status));
  const answers = [...new Set(odd.map(({ racer, status }) => `${racer.name} ${status === 0 ? 'cut' : status}`))];
  return {
    what: won === 1 ? `1 of ${ran.length} won` : `${won} of ${ran.length} won, the case was ended ${acts.length} times`,
    broken: [
      ...(acts.length !== 1 || won > 1 ? [`case ${id} was ended ${acts.length} times, ${won} were told so`] : []),
      ...(odd.length > 0 ? [`racing acts were answered otherwise: ${answers.join(', ')}`] : []),
    ],
  };
}
