import { TurnNotCome } from '@libs/db';
import { Gather } from './gather';

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A commit that notes what it was given and ends when told to. */
function slow() {
  const commits: { key: string; items: readonly number[]; end: () => void }[] = [];
  const commit = (key: string, items: readonly number[]): Promise<string[]> =>
    new Promise((resolve, reject) => {
      const end = (): void => {
        if (items.includes(13)) reject(new Error('thirteen'));
        else resolve(items.map((item) => `${key}${item}`));
      };
      commits.push({ key, items, end });
    });
  const endAll = async (): Promise<void> => {
    for (const { end } of commits) {
      end();
      await tick();
    }
  };
  return { commits, commit, endAll };
}

test('who comes alone is committed at once; who comes meanwhile is committed together', async () => {
  const { commits, commit, endAll } = slow();
  const gather = new Gather(commit, 10, 60_000);
  const results = [1, 2, 3].map((item) => gather.run('a', item));
  expect(commits.map(({ items }) => items)).toEqual([[1]]);
  await endAll();
  expect(await Promise.all(results)).toEqual(['a1', 'a2', 'a3']);
  expect(commits.map(({ items }) => items)).toEqual([[1], [2, 3]]);
});

test('keys do not wait for each other and never share a commit', async () => {
  const { commits, commit, endAll } = slow();
  const gather = new Gather(commit, 10, 60_000);
  const results = [gather.run('a', 1), gather.run('b', 1)];
  expect(commits.map(({ key }) => key)).toEqual(['a', 'b']);
  await endAll();
  expect(await Promise.all(results)).toEqual(['a1', 'b1']);
});

test('no commit is larger than allowed, and none is forgotten', async () => {
  const { commits, commit, endAll } = slow();
  const gather = new Gather(commit, 2, 60_000);
  const results = [1, 2, 3, 4, 5, 6].map((item) => gather.run('a', item));
  await endAll();
  expect(await Promise.all(results)).toHaveLength(6);
  expect(commits.map(({ items }) => items.length)).toEqual([1, 2, 2, 1]);
});

test('one that cannot be committed fails alone, and work goes on afterwards', async () => {
  const { commit, endAll } = slow();
  const gather = new Gather(commit, 10, 60_000);
  const results = Promise.allSettled([1, 2, 13, 4].map((item) => gather.run('a', item)));
  await endAll();
  expect((await results).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  const later = gather.run('a', 5);
  await endAll();
  expect(await later).toBe('a5');
});

test('who waits too long is told so and is not committed any more', async () => {
  const { commits, commit, endAll } = slow();
  const gather = new Gather(commit, 10, 20);
  const first = gather.run('a', 1);
  await expect(gather.run('a', 2)).rejects.toThrow(TurnNotCome);
  await endAll();
  expect(await first).toBe('a1');
  expect(commits.map(({ items }) => items)).toEqual([[1]]);
});

test('a database that is away is asked once and not for each', async () => {
  let asked = 0;
  const gather = new Gather<number, string>(
    async () => {
      asked += 1;
      await tick();
      throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    },
    10,
    60_000,
  );
  const results = await Promise.allSettled([1, 2, 3, 4].map((item) => gather.run('a', item)));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
  expect(asked).toBe(2);
});
