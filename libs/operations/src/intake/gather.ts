import { isDatabaseAway, TurnNotCome } from '@libs/db';

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly patience: NodeJS.Timeout;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * While one commit is under way, what comes meanwhile waits and is committed together: the locks, the chain and the disk are
 * then paid for once. Who comes alone waits for nobody, and nobody waits for ever. Should a common commit fail for the sake
 * of one, each is tried alone.
 */
export class Gather<Item, Result> {
  private readonly waiting = new Map<string, Waiting<Item, Result>[]>();

  /** `commit` gives the results in the order of the items. At most `most` are committed together. */
  constructor(
    private readonly commit: (key: string, items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly most: number,
    private readonly patienceMilliseconds: number,
  ) {}

  /** Items of different keys never share a commit. Fails with TurnNotCome when earlier commits take too long. */
  run(key: string, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => this.giveUp(key, one), this.patienceMilliseconds);
      const one: Waiting<Item, Result> = { item, patience, resolve, reject };
      const others = this.waiting.get(key);
      if (others) {
        others.push(one);
        return;
      }
      this.waiting.set(key, [one]);
      void this.work(key);
    });
  }

  private async work(key: string): Promise<void> {
    for (;;) {
      const waiting = this.waiting.get(key) ?? [];
      if (waiting.length === 0) break;
      await this.settle(key, waiting.splice(0, this.most));
    }
    this.waiting.delete(key);
  }

  private giveUp(key: string, one: Waiting<Item, Result>): void {
    const waiting = this.waiting.get(key) ?? [];
    const at = waiting.indexOf(one);
    if (at >= 0) waiting.splice(at, 1);
    one.reject(new TurnNotCome('Earlier commits of this entity take too long.'));
  }

  private async settle(key: string, batch: readonly Waiting<Item, Result>[]): Promise<void> {
    for (const { patience } of batch) clearTimeout(patience);
    try {
      const results = await this.commit(
        key,
        batch.map(({ item }) => item),
      );
      batch.forEach(({ resolve, reject }, at) => {
        const result = results[at];
        if (result === undefined) reject(new Error('A common commit gave no result for one of its items.'));
        else resolve(result);
      });
    } catch (error) {
      // a database that is away is away for each of them
      if (batch.length === 1 || isDatabaseAway(error)) for (const { reject } of batch) reject(error);
      else for (const one of batch) await this.settle(key, [one]);
    }
  }
}
