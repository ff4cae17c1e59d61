import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './check/checker';
import { readFacts } from './check/facts';
import { Monitor } from './check/monitor';
import { type Harm, parkedIn } from './check/parked';
import { atRest } from './check/rest';
import { notServed } from './check/served';
import { doorsToldTo, shownTo } from './check/shown';
import { canMount } from './ground/small-disk';
import { type CleanUp } from './ground/clean-up';
import { type Ground, layGround, type Mode } from './ground/ground';
import { type World } from './inject';
import { injectAll, type Injected } from './inject/inject-all';
import { AcknowledgedList, arrivalsIn } from './load/acknowledged';
import { Approver } from './load/approver';
import { Door } from './load/door';
import { Finance } from './load/finance';
import { isAccepting, Journal } from './load/journal';
import { OutsideWorld } from './load/outside-world';
import { Senders } from './load/senders';
import { loadPlan, type Way } from './plan/load-plan';
import { Random } from './plan/random';
import { described, type Planned } from './plan/schedule';
import { type FaultResult, JUDGE, type RunResult } from './result/result';

export type RunPlan = {
  readonly seed: number;
  readonly mode: Mode;
  readonly seconds: number;
  readonly scenario: string | null;
  readonly only: string | null;
  readonly planned: readonly Planned[];
  readonly folderChannel: boolean;
  readonly mailboxChannel: boolean;
  readonly apis: number;
  readonly workers: number;
  readonly keep: boolean;
};

/** Steps end sooner than in production, so that a hung child costs a short run seconds and not half of it. */
const shortSteps = { XML_SECONDS: '6', PDF_SECONDS: '8', MAIL_SECONDS: '8' };
const approvers = ['clerk', 'clerk2', 'certifier', 'head', 'deputy'];

/** One run: the town under load, faults as planned, rest, and the judgement. */
export async function runOne(plan: RunPlan, cleanUp: CleanUp): Promise<RunResult> {
  const { seed, mode, seconds, scenario, planned, folderChannel, mailboxChannel } = plan;
  const smallDisks = planned.some(({ fault }) => fault.needs?.includes('small-disks')) && canMount();
  const workerSettings = scenario === null ? shortSteps : {};
  const ground = await layGround({ ...plan, smallDisks, workerSettings }, cleanUp, plan.keep);

  const journal = new Journal();
  const list = new AcknowledgedList(join(ground.folder, 'acknowledged.jsonl'));
  const random = new Random(seed);
  const door = async (login: string): Promise<Door> => {
    const one = new Door(ground.apiUrls, journal, login);
    await one.signIn(login);
    return one;
  };
  const names = [...approvers, 'finance', 'auditor'];
  const people = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await door(name)] as const)));
  const sender = await door('clerk2');

  journal.begin();
  const outage = scenario === null ? 0 : Math.max(0, ...planned.map((one) => one.seconds));
  const senders = new Senders(ground, list, journal, sender, outage);
  const eyes = {
    isShown: shownTo(people['clerk'] ?? sender),
    untaken: () => senders.untaken,
    doorsTold: doorsToldTo(people['clerk'] ?? sender),
  };
  const monitor = new Monitor({ ...ground, ...eyes }, journal, list);
  monitor.start();
  cleanUp.add('monitor', () => monitor.stop());
  const rates = { upload: 2, mail: 2, folder: folderChannel ? 1 : 0, mailbox: mailboxChannel ? 0.5 : 0 };
  const load = loadPlan(seed, seconds, rates);
  const outside = new OutsideWorld(seed, load, senders, journal);
  const finance = new Finance(people['finance'] ?? sender, list, journal, random.fork('finance'));
  const staff = approvers.map(
    (name) =>
      new Approver(people[name] ?? sender, list, journal, random.fork(name), name !== 'head' && name !== 'deputy'),
  );
  cleanUp.add('load', () => {
    outside.stop();
    for (const one of [...staff, finance]) one.stop();
  });

  const world: Omit<World, 'random'> = {
    seed,
    ground,
    journal,
    monitor,
    senders,
    finance,
    list,
    people,
    own: { count: 0 },
    directed: scenario !== null,
  };
  const working = Promise.all([...staff, finance].map((one) => one.run()));
  const [injected] = await Promise.all([injectAll(world, planned), outside.run()]);
  await outside.settle();
  for (const one of [...staff, finance]) one.stop();
  await working;
  const rest = await atRest(ground);
  await monitor.stop();

  const { violations, parked, stages } = await judge(
    ground,
    list,
    senders,
    monitor.hidden,
    harmOf(ground, journal, injected),
  );
  const served = await notServed(ground, people['clerk'] ?? sender, random.fork('served'));
  const arrivals = arrivalsIn(list.all());
  const acceptedBy = (channel: Way): number => arrivals.filter((one) => one.channel === channel).length;
  return {
    judge: JUDGE,
    seed,
    mode,
    seconds,
    scenario,
    only: plan.only,
    finishedAt: new Date().toISOString(),
    schedule: described(planned),
    faults: injected.map((one) => faultResult(one, journal)),
    accepted: {
      upload: acceptedBy('upload'),
      mail: acceptedBy('mail'),
      folder: acceptedBy('folder'),
      mailbox: acceptedBy('mailbox'),
    },
    planned: load.length,
    notTaken: senders.notTaken,
    people: {
      acts: list.all().filter(({ kind }) => kind === 'act').length,
      batches: list.all().filter(({ kind }) => kind === 'batch').length,
      receipts: list.all().filter(({ kind }) => kind === 'receipt').length,
    },
    stages,
    parked,
    deaths: [...ground.apis, ...ground.workers].reduce((sum, { deaths }) => sum + deaths.length, 0),
    rest: rest ?? null,
    longestWait: monitor.longestWait,
    violations: { ...violations, I5: [...violations.I5, ...served] },
    complaints: journal.complaints,
  };
}

async function judge(
  { postgres, entityId, archiveFolder, database: open }: Ground,
  list: AcknowledgedList,
  { tried }: Senders,
  hiddenDelays: readonly string[],
  harm: Harm,
) {
  const database = open();
  try {
    return await postgres.with(async (client) => {
      const facts = await readFacts(client, entityId);
      const evidence = { entityId, database, archiveFolder, acknowledged: list.all(), tried, hiddenDelays };
      return {
        violations: await check(facts, evidence),
        parked: parkedIn(facts, tried, harm),
        stages: Object.fromEntries(
          [...Map.groupBy(facts.cases, ({ stage }) => stage)].map(([stage, { length }]) => [stage, length]),
        ),
      };
    });
  } finally {
    await database.close();
  }
}

/** Milliseconds since 1970, for a moment of this process's own clock. */
const wallClock = (moment: number): number => Date.now() - performance.now() + moment;

function harmOf({ workers }: Ground, journal: Journal, injected: readonly Injected[]): Harm {
  const atSecond = (second: number): number => wallClock(performance.now() - (journal.now() - second) * 1000);
  return {
    workerDeaths: workers.flatMap(({ deaths }) => deaths.map(({ at }) => wallClock(at))),
    faults: injected.map(({ planned, began, report }) => ({
      id: planned.fault.id,
      began: atSecond(began),
      ended: atSecond(report.ended),
    })),
  };
}

function faultResult({ planned, began, report }: Injected, journal: Journal): FaultResult {
  const attempts = journal.between(began, Math.max(report.ended, began + 1)).filter(isAccepting);
  const watches = report.watches ?? [];
  return {
    id: planned.fault.id,
    what: report.what,
    struck: report.struck ?? true,
    at: began,
    ended: report.ended,
    moved: watches.flatMap(({ moved }) => moved.map((seconds) => Math.round(seconds * 100) / 100)),
    stuck: watches.reduce((sum, { waiting }) => sum + waiting.size, 0),
    accept: {
      tried: attempts.length,
      ok: attempts.filter(({ ending }) => ending === 'ok').map(({ ms }) => Math.round(ms)),
    },
    broken: report.broken ?? [],
    missed: report.missed ?? [],
  };
}

/** Whether the programs are built, so that a missing build is one sentence and not sixty failures. */
export const isBuilt = (): boolean => existsSync(join(process.cwd(), 'dist/apps/api/apps/api/src/main.js'));
