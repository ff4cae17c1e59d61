import { withClient } from '@libs/platform';
import { breaches } from '../support/breaches';
import { openHouse } from '../support/house';
import { atRest } from '../support/processes';
import { startRedis } from '../support/redis';
import { ublInvoice } from '../support/xrechnung-xml';

test('the shell of a job that a flush in mid-work leaves behind bars the work it names for seconds, not for ever', async () => {
  const redis = await startRedis();
  const house = await openHouse({ redisUrl: redis.url });
  try {
    await house.upload(ublInvoice());
    const [work] = await withClient(house.testDatabase.ownerUrl, async (client) => {
      const { rows } = await client.query<{ id: string; step: string }>('SELECT id, step FROM work');
      return rows;
    });
    await redis.say('FLUSHALL');
    // what Bull writes when it wants to fail a job whose hash was flushed: the key is there again, in no list
    const shell = `${house.queue.redis?.prefix ?? ''}:${work!.step}:${work!.id}:0`;
    await redis.say('HSET', shell, 'failedReason', 'not in the active state', 'attemptsMade', '1');

    await house.startWorker();
    await atRest(house, 25);
    expect(await breaches(house)).toEqual([]);
  } finally {
    await house.close();
    await redis.stop();
  }
}, 60_000);
