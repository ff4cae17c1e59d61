type Task = { readonly what: string; readonly run: () => Promise<void> | void };

/** What must be undone, last things first: after a run, after Ctrl-C, after a failure. */
export class CleanUp {
  private tasks: Task[] = [];
  private running: Promise<string[]> | undefined;

  add(what: string, run: Task['run']): void {
    this.tasks.push({ what, run });
  }

  /** Asked twice (a signal in the middle of it) it is done once, and both wait for its end. */
  run(): Promise<string[]> {
    return (this.running ??= this.undo());
  }

  /** One task that fails keeps none of the others from being done. */
  private async undo(): Promise<string[]> {
    const troubles: string[] = [];
    for (let task = this.tasks.pop(); task; task = this.tasks.pop()) {
      try {
        await task.run();
      } catch (error) {
        troubles.push(`${task.what}: ${String(error)}`);
      }
    }
    return troubles;
  }
}
