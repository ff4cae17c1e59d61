type Waiting = { readonly enter: () => void; readonly timer: NodeJS.Timeout };

/** Lets so many inside at once. Who comes then waits in the order of coming, but not for ever, and not behind more than `most`. */
export class Gate {
  private count = 0;
  private readonly line = new Set<Waiting>();

  constructor(
    readonly places: number,
    private readonly patienceMilliseconds: number,
    private readonly most = Infinity,
  ) {}

  /** The way out, which may be taken more than once; undefined when no place became free in time. */
  async enter(): Promise<(() => void) | undefined> {
    if (this.count < this.places) this.count += 1;
    else if (!(await this.waited())) return undefined;
    let inside = true;
    return () => {
      if (inside) this.leave();
      inside = false;
    };
  }

  get inside(): number {
    return this.count;
  }

  get waiting(): number {
    return this.line.size;
  }

  private waited(): Promise<boolean> {
    if (this.patienceMilliseconds <= 0 || this.line.size >= this.most) return Promise.resolve(false);
    return new Promise((resolve) => {
      const one: Waiting = {
        enter: () => resolve(true),
        timer: setTimeout(() => {
          this.line.delete(one);
          resolve(false);
        }, this.patienceMilliseconds),
      };
      this.line.add(one);
    });
  }

  /** The place goes to the next in line, or is free. */
  private leave(): void {
    const [next] = this.line;
    if (!next) {
      this.count -= 1;
      return;
    }
    this.line.delete(next);
    clearTimeout(next.timer);
    next.enter();
  }
}
