import { type Channel } from '@libs/contracts';
import { Random } from './random';

export type DocumentKind = 'ubl' | 'cii' | 'hybrid' | 'plain-pdf' | 'scan';

/** One document of the plan; `index` makes its invoice number. */
export type PlannedDocument = { readonly index: number; readonly kind: DocumentKind; readonly unit: string };

/** How it comes in. A mail that is fetched from a mailbox is a mail to the town; to its sender it is another way. */
export type Way = Channel | 'mailbox';

/** One thing that somebody sends. A repetition sends the bytes of an earlier one again. */
export type Sending = {
  readonly at: number;
  readonly channel: Way;
  readonly documents: readonly PlannedDocument[];
  /** The number of the sending, in this list, whose bytes are sent again. */
  readonly repeats?: number;
};

export type LoadRates = {
  readonly upload: number;
  readonly mail: number;
  readonly folder: number;
  readonly mailbox: number;
};

const units = ['10', '11', '23', '31', '37', '40', '41', '51', '66', '67', '70'];
const kinds: readonly (readonly [DocumentKind, number])[] = [
  ['ubl', 40],
  ['cii', 28],
  ['hybrid', 14],
  ['plain-pdf', 9],
  ['scan', 9],
];
const REPEATED = 0.1;

/** What is sent within `seconds`, in the order of time. The same seed gives the same plan. */
export function loadPlan(seed: number, seconds: number, rates: LoadRates): readonly Sending[] {
  const random = new Random(seed).fork('load');
  const moments = (['upload', 'mail', 'folder', 'mailbox'] as const)
    .flatMap((channel) =>
      Array.from({ length: Math.round(rates[channel] * seconds) }, (_, at) => ({
        channel,
        at: (at + random.next()) / rates[channel],
      })),
    )
    .sort((a, b) => a.at - b.at);

  let documents = 0;
  const draft = (): PlannedDocument => ({
    index: (documents += 1),
    kind: random.weighted(kinds, ([, weight]) => weight)[0],
    unit: random.pick(units),
  });
  const plan: Sending[] = [];
  for (const { channel, at } of moments) {
    const earlier = plan.flatMap((one, number) => (one.repeats === undefined && fits(one, channel) ? [number] : []));
    if (earlier.length > 0 && random.chance(REPEATED)) {
      plan.push({ at, channel, documents: [], repeats: random.pick(earlier) });
      continue;
    }
    const count = isMail(channel) ? random.weighted([1, 2, 3], (many) => 4 - many) : 1;
    plan.push({ at, channel, documents: Array.from({ length: count }, draft) });
  }
  return plan;
}

export const isMail = (way: Way): boolean => way === 'mail' || way === 'mailbox';

/** A mail comes again as a mail; a file may come again through another door. */
const fits = (earlier: Sending, way: Way): boolean => isMail(earlier.channel) === isMail(way);
