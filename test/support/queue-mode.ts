/** How the processes of this test run learn of due work. */
export const queueMode = process.env['TEST_REDIS_URL'] === undefined ? 'table' : 'redis';
