import { type ClaimedWork } from '@libs/db';
import { type MachineStep, machineSteps } from '@libs/operations';
import { withClient } from '@libs/platform';
import { type House } from './house';
import { type TestWorker, type TestWorkerOptions } from './queue';
import { ublInvoice } from './xrechnung-xml';

let sent = 0;
/** An invoice that nobody has sent before. */
export const another = (): string => ublInvoice({ number: `R-${(sent += 1)}` });

/** The steps of a house, claimed and run one by one by the test itself. */
export function stepsByHand(house: () => House) {
  /** A lease of 0 seconds has run out at once: its holder may be dead, or only slow. */
  const claim = async (step: string, leaseSeconds = 60): Promise<ClaimedWork> => {
    const [work] = await house().database.claimWork([step], 'test', leaseSeconds, 1);
    if (!work) throw new Error(`No ${step} is due.`);
    return work;
  };
  const run = async (step: string, work: ClaimedWork): Promise<void> => house().steps[step]!.run(work);
  /** Brings one invoice as far as `step` being due; the id of its arrival. */
  const due = async (step: MachineStep): Promise<string> => {
    const arrival = await house().upload(another());
    for (const earlier of machineSteps.slice(0, machineSteps.indexOf(step))) await run(earlier, await claim(earlier));
    return arrival;
  };
  return { claim, run, due };
}

/** Workers inside the test, over its house: none outlives its test. Call it beside the hooks of the file. */
export function loopsOver(house: () => House) {
  let loops: TestWorker[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(loops.map((loop) => loop.stop()));
    loops = [];
  };
  afterEach(stop);
  const start = async (options: Partial<TestWorkerOptions> = {}): Promise<TestWorker> => {
    const worker = await house().startWorker(options);
    loops.push(worker);
    return worker;
  };
  return { start, stop };
}

/** SQL as the owner of the tables, whom no policy of a row holds up. */
export const asOwnerOf =
  (house: () => House) =>
  (sql: string, values: unknown[] = []) =>
    withClient(house().testDatabase.ownerUrl, (client) => client.query(sql, values));
