import { setTimeout as sleep } from 'node:timers/promises';
import { type Ground } from '../ground/ground';
import { Random } from '../plan/random';
import { type Planned } from '../plan/schedule';
import { type Report, type World } from './fault';

export type Injected = { readonly planned: Planned; readonly began: number; readonly report: Report };

/** One fault after the other, each at its time or as soon as the one before is over. */
export async function injectAll(
  world: Omit<World, 'random'>,
  planned: readonly Planned[],
): Promise<readonly Injected[]> {
  const injected: Injected[] = [];
  for (const [index, one] of planned.entries()) {
    const { journal } = world;
    const wait = one.at - journal.now();
    if (wait > 0) await sleep(wait * 1000);
    const began = journal.now();
    const random = new Random(world.seed).fork(`${one.fault.id} ${index}`);
    try {
      const report = await one.fault.run({ ...world, random }, one.seconds);
      injected.push({ planned: one, began: report.began ?? began, report });
    } catch (error) {
      journal.complain(
        `${one.fault.id} could not be injected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      await takeBack(world.ground);
    }
  }
  return Promise.all(injected.map(async (one) => ({ ...one, report: await complete(one.report) })));
}

async function complete(report: Report): Promise<Report> {
  const late = await report.later?.();
  if (!late) return report;
  return { ...report, what: `${report.what}; ${late.what}`, broken: [...(report.broken ?? []), ...late.broken] };
}

/** After a fault that broke off: everything that could still be hurt is brought back. */
async function takeBack({ postgres, redis, disks, apis, workers }: Ground): Promise<void> {
  disks?.archive.empty();
  disks?.temp.empty();
  redis?.signal('SIGCONT');
  if (redis && (await redis.command('PING').catch(() => '')) !== '+PONG')
    await redis.startAgain().catch(() => undefined);
  await postgres.answers(2).catch(() => postgres.startAgain());
  for (const one of [...apis, ...workers]) {
    one.signal('SIGCONT');
    await one.release();
  }
}
