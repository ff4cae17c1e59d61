let open = false;

/** What `up` says on its way; the final summary goes to stdout, this to stderr. */
export const say = (line: string): void => {
  process.stderr.write(`${open ? '\n' : ''}${line}\n`);
  open = false;
};

/** A step with the time it took, on one line unless something is said in between. */
export async function step<T>(text: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const end = (result: string) => {
    process.stderr.write(open ? `${result}\n` : `${text} … ${result}\n`);
    open = false;
  };
  process.stderr.write(`${open ? '\n' : ''}${text} … `);
  open = true;
  try {
    const result = await work();
    const seconds = (performance.now() - began) / 1000;
    end(`${seconds.toLocaleString('de-DE', { maximumFractionDigits: 1 })} s`);
    return result;
  } catch (error) {
    end('abgebrochen');
    throw error;
  }
}
