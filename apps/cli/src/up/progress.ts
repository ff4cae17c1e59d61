/** The step whose line waits for its end. */
let open: string | undefined;

const closeLine = (): void => {
  if (open !== undefined) process.stderr.write('\n');
  open = undefined;
};

/** What `up` says on its way; the final summary goes to stdout, this to stderr. */
export const say = (line: string): void => {
  closeLine();
  process.stderr.write(`${line}\n`);
};

/** A step with the time it took, on one line unless something is said in between. */
export async function step<T>(text: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const begin = `${text} … `;
  const end = (result: string) => {
    if (open === text) process.stderr.write(`${result}\n`);
    else say(begin + result);
    open = undefined;
  };
  closeLine();
  process.stderr.write(begin);
  open = text;
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
