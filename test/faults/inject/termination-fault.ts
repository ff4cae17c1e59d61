import { type Supervised } from '../ground/supervised';
import { endOf, smtpDoor } from '../load/journal';
import { mailOf } from '../plan/documents';
import { calm } from './calm';
import { type Fault, seconds, type World } from './fault';
import { anotherInvoice } from './own-case';
import { told } from './recovery';

const EXIT_TARGET_MS = 15_000;
/** So long a request must have been under way: before, it may not have reached the process. */
const UNDER_WAY_SECONDS = 0.1;
const HALF_SECONDS = 0.5;

/** An orderly end: the process goes soon and with code 0, and who was at its door is answered. */
export const terminationFault: Fault = {
  id: 'F36',
  title: 'SIGTERM under load',
  short: [1, 4],
  full: 60,
  run: async (world, length) => {
    const { ground, journal, random, monitor } = world;
    const began = await calm(world);
    const end = journal.now() + length;
    const broken: string[] = [];
    const done: string[] = [];
    do {
      const victim = random.pick([...ground.apis, ...ground.workers]);
      const ending = await terminated(world, victim);
      done.push(ending.what);
      broken.push(...ending.broken);
      await seconds(Math.max(0, Math.min(2, end - journal.now())));
      await calm(world);
    } while (journal.now() < end);
    const ended = journal.now();
    return { what: done.join(', '), began, ended, watches: [await monitor.watch(ended)], broken };
  },
};

/** The answers after which nobody sends again. */
const taken = new Set([201, 250]);

async function terminated(world: World, victim: Supervised) {
  const { journal } = world;
  const earlier = victim.deaths.length;
  const slow = await slowSender(world, victim);
  const at = journal.now();
  const ending = victim.hold('SIGTERM');
  await seconds(HALF_SECONDS);
  slow.goOn();
  const [took, answer] = await Promise.all([ending, slow.answer]);
  await victim.release();
  if (!taken.has(answer)) await slow.again();
  await journal.settled(at);

  const { code, signal } = victim.deaths[earlier] ?? { code: null, signal: null };
  const how = signal ?? `code ${String(code)}`;
  const cut = journal.attempts.filter(
    (one) => one.door === slow.door && one.ending === 'cut' && one.began <= at - UNDER_WAY_SECONDS && endOf(one) >= at,
  );
  return {
    what: `${victim.name} ended with ${how} after ${(took / 1000).toFixed(1)} s, a slow sender heard ${answer || 'nothing'}`,
    broken: [
      ...(code === 0 ? [] : [`${victim.name} ended with ${how}`]),
      ...(took > EXIT_TARGET_MS ? [`${victim.name} took ${(took / 1000).toFixed(1)} s to end after SIGTERM`] : []),
      ...(cut.length > 0 ? [`${victim.name} cut ${cut.length} under way at SIGTERM: ${told(cut)}`] : []),
    ],
  };
}

/** Somebody whose upload or mail is half sent: it goes on when it is told to, and comes again when it was not taken. */
async function slowSender(world: World, victim: Supervised) {
  const { ground, senders, seed } = world;
  const { index, file } = await anotherInvoice(world);
  const half = Promise.withResolvers<'sent'>();
  const rest = Promise.withResolvers<'may be sent'>();
  const between = async (): Promise<void> => {
    half.resolve('sent');
    await rest.promise;
  };
  const key = `${seed}-slow-${index}`;
  const api = ground.apis.indexOf(victim);
  const port = ground.smtpPorts[ground.workers.indexOf(victim)] ?? 0;
  const raw = mailOf(`Langsam ${seed} ${index}`, [file]);
  const isUpload = api >= 0;
  const answer = isUpload
    ? senders.uploadInHalves(file, key, api, between)
    : senders.mailInHalves(raw, key, port, between);
  await Promise.race([half.promise, answer]);
  await seconds(UNDER_WAY_SECONDS * 2);
  return {
    answer,
    goOn: () => rest.resolve('may be sent'),
    again: () => (isUpload ? senders.upload(file, key) : senders.mail(raw, key)),
    door: isUpload ? ground.apiUrls[api] : smtpDoor(port),
  };
}
