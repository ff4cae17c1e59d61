/** What the programs here share: timing and the figures they print. */
export async function timed(runs, task) {
  const times = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    await task(run);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
}

export const median = (times) => times[Math.floor(times.length / 2)];

export function print(name, times, more = '') {
  const p95 = times[Math.floor(times.length * 0.95)];
  console.log(
    `${name.padEnd(44)} median ${median(times).toFixed(1)} ms   p95 ${p95.toFixed(1)} ms   n ${times.length}   ${more}`,
  );
}
