type Waiting<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * While one commit is under way, what comes meanwhile waits and is committed together: the locks, the chain and the disk are
 * then paid for once. Who comes alone waits for nobody. Should a common commit fail, each is tried alone, so that nobody fails
 * for the sake of another.
 */
export class Gather<Item, Result> {
  private readonly waiting = new Map<string, Waiting<Item, Result>[]>();

  /** `commit` gives the results in the order of the items. At most `most` are committed together. */
  constructor(
    private readonly commit: (key: string, items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly most: number,
  ) {}

  /** Items of different keys never share a commit. */
  run(key: string, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const one = { item, resolve, reject };
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

  private async settle(key: string, batch: readonly Waiting<Item, Result>[]): Promise<void> {
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
      if (batch.length === 1) batch[0]?.reject(error);
      else for (const one of batch) await this.settle(key, [one]);
    }
  }
}
