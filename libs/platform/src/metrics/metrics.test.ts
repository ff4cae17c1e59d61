import { mayWatch } from './access';
import { AcceptFigures, DoorFigures, HttpFigures, SmtpFigures } from './doors';
import { Metrics } from './metrics';
import { ChildFigures, MeasuredSteps, QueueState } from './work';

const lines = async (metrics: Metrics, name: string): Promise<string[]> =>
  (await metrics.text()).split('\n').filter((line) => line.startsWith(`belegfluss_${name}`));

describe('the figures', () => {
  test('tell of memory and of the event loop', async () => {
    const text = await new Metrics().text();
    expect(text).toMatch(/^belegfluss_process_resident_memory_bytes \d+$/m);
    expect(text).toMatch(/^belegfluss_nodejs_eventloop_lag_p50_seconds /m);
    expect(text).toMatch(/^belegfluss_nodejs_eventloop_lag_p99_seconds /m);
  });

  test('two sets of one process do not meet', async () => {
    const [one, other] = [new Metrics(), new Metrics()];
    new AcceptFigures(one).accept('upload', 3, 0.1);
    new AcceptFigures(other);
    expect(await lines(one, 'arrivals_accepted')).toEqual(['belegfluss_arrivals_accepted_total{channel="upload"} 3']);
    expect(await lines(other, 'arrivals_accepted')).toEqual([]);
  });

  test('whatever is told, the labels stay few', async () => {
    const metrics = new Metrics();
    const [accept, http, smtp, steps] = [
      new AcceptFigures(metrics),
      new HttpFigures(metrics),
      new SmtpFigures(metrics),
      new MeasuredSteps(metrics, ['read']),
    ];
    for (let at = 0; at < 50; at += 1) {
      accept.accept(`channel-${at}`, 1, 0.1);
      http.answered(`M${at}`, '/x', 200, 0.1);
      smtp.replied(600 + at);
      steps.failed(`step-${at}`);
    }
    expect(await lines(metrics, 'arrivals_accepted')).toEqual([
      'belegfluss_arrivals_accepted_total{channel="other"} 50',
    ]);
    expect(await lines(metrics, 'http_request_seconds_count')).toHaveLength(1);
    expect(await lines(metrics, 'smtp_replies')).toEqual(['belegfluss_smtp_replies_total{code="other"} 50']);
    expect(await lines(metrics, 'step_failures')).toEqual([
      'belegfluss_step_failures_total{step="other",how="failed"} 50',
    ]);
  });

  test('of steps: done with their time, failed, crashed, parked', async () => {
    const metrics = new Metrics();
    const steps = new MeasuredSteps(metrics, ['read', 'check']);
    steps.done('read', 0.2);
    steps.failed('read');
    steps.crashed('check');
    steps.parked('check', 'crashed');
    expect(await lines(metrics, 'step_seconds_count')).toEqual(['belegfluss_step_seconds_count{step="read"} 1']);
    expect(await lines(metrics, 'step_failures')).toEqual([
      'belegfluss_step_failures_total{step="read",how="failed"} 1',
      'belegfluss_step_failures_total{step="check",how="crashed"} 1',
    ]);
    expect(await lines(metrics, 'steps_parked')).toEqual([
      'belegfluss_steps_parked_total{step="check",why="crashed"} 1',
    ]);
  });

  test('the queue names its mode; Redis is missing where there is none', async () => {
    const without = new Metrics();
    expect(new QueueState(without).mode).toBe('table');
    expect(await lines(without, 'redis_up')).toEqual([]);

    let up = true;
    const metrics = new Metrics();
    const queue = new QueueState(metrics, () => up);
    expect(queue.mode).toBe('redis');
    up = false;
    expect(await lines(metrics, 'queue_mode')).toEqual([
      'belegfluss_queue_mode{mode="redis"} 0',
      'belegfluss_queue_mode{mode="table"} 1',
    ]);
    expect(await lines(metrics, 'redis_up')).toEqual(['belegfluss_redis_up 0']);
  });

  test('a door says 1 for the cause that keeps it shut and 0 for all others', async () => {
    let outage: string | undefined = 'full';
    const metrics = new Metrics();
    new DoorFigures(metrics).watch({
      kind: 'folder',
      name: '/srv/post',
      causes: ['full', 'move'],
      outage: () => outage,
    });
    const told = (cause: string, value: number) =>
      `belegfluss_door_outage{door="folder",name="/srv/post",cause="${cause}"} ${value}`;
    expect(await lines(metrics, 'door_outage')).toEqual([told('full', 1), told('move', 0)]);
    outage = undefined;
    expect(await lines(metrics, 'door_outage')).toEqual([told('full', 0), told('move', 0)]);
  });

  test('one that cannot be read is left out and hides no other', async () => {
    const metrics = new Metrics();
    metrics.read('work_waiting', 'x', ['step'], () => Promise.reject(new Error('away')));
    new ChildFigures(metrics, () => 2).endedBy('memory');
    expect(await lines(metrics, 'work_waiting')).toEqual([]);
    expect(await lines(metrics, 'children')).toEqual([
      'belegfluss_children_ended_total{reason="memory"} 1',
      'belegfluss_children_alive 2',
    ]);
  });
});

describe('who may see them', () => {
  const asked = (address: string, headers = {}, throughProxy = false) => ({ address, headers, throughProxy });

  test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '127.8.9.10'])('this machine: %s', (address) => {
    expect(mayWatch(asked(address), undefined)).toBe(true);
  });

  test.each(['10.0.0.1', '192.168.1.9', '::ffff:10.0.0.1', '1127.0.0.1', '', 'localhost'])('not %s', (address) => {
    expect(mayWatch(asked(address), undefined)).toBe(false);
  });

  test('whom a proxy forwards is not this machine, unless the proxy is known and says so', () => {
    const headers = { 'x-forwarded-for': '127.0.0.1' };
    expect(mayWatch(asked('127.0.0.1', headers), undefined)).toBe(false);
    expect(mayWatch(asked('127.0.0.1', { forwarded: 'for=10.0.0.1' }), undefined)).toBe(false);
    expect(mayWatch(asked('127.0.0.1', headers, true), undefined)).toBe(true);
    expect(mayWatch(asked('203.0.113.7', headers, true), undefined)).toBe(false);
  });

  test('with a token: who has it, from anywhere, and nobody else', () => {
    expect(mayWatch(asked('203.0.113.7', { authorization: 'Bearer geheim' }), 'geheim')).toBe(true);
    for (const authorization of ['Bearer falsch', 'Bearer geheim2', 'geheim', 'Basic geheim', 'Bearer ', ''])
      expect(mayWatch(asked('127.0.0.1', { authorization }), 'geheim')).toBe(false);
    expect(mayWatch(asked('127.0.0.1'), 'geheim')).toBe(false);
  });
});
