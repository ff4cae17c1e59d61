import { type Acknowledgement, arrivalsIn } from '../load/acknowledged';
import { type ArrivalRow, type Facts } from './facts';
import { isGivenUp } from './parked';

/**
 * I1: of every mail that was acknowledged each part is an arrival of its own, once, and nothing else is. The sender noted
 * what was in it. A mail that was given up lies on the shelf as a whole.
 */
export function partsAmiss({ arrivals }: Facts, list: readonly Acknowledgement[]): string[] {
  const childrenOf = Map.groupBy(arrivals, ({ parentId }) => parentId);
  const firsts = new Map(
    arrivals.filter((one) => one.parentId === null && one.outcome !== 'duplicate').map((one) => [one.sha256, one]),
  );
  const mails = new Map(arrivalsIn(list).flatMap(({ sha256, parts }) => (parts ? [[sha256, parts] as const] : [])));
  return [...mails].flatMap(([sha256, parts]) => {
    const mail = firsts.get(sha256);
    if (!mail || isGivenUp(mail.reason)) return [];
    return differences(
      mail,
      parts,
      (childrenOf.get(mail.id) ?? []).map((child) => child.sha256),
    );
  });
}

function differences({ number }: ArrivalRow, sent: readonly string[], there: readonly string[]): string[] {
  return [...new Set([...sent, ...there])].flatMap((sha256) => {
    const [wanted, found] = [sent, there].map((list) => list.filter((one) => one === sha256).length);
    if (wanted === found) return [];
    return [
      `part ${sha256.slice(0, 12)} of mail ${number} was sent ${wanted ?? 0} times and is there ${found ?? 0} times`,
    ];
  });
}
