import { isPostgresUrl, isRedisUrl } from './connection-urls';

describe('the address of Redis', () => {
  test.each([
    'redis://127.0.0.1',
    'redis://127.0.0.1:6401/',
    'rediss://belegfluss:geheim@redis.stadt.example:6380/15',
    'redis://:p%23z@[::1]:6379/0',
    'redis://:mit@zeichen@host_1:1',
  ])('may be %s', (url) => expect(isRedisUrl(url)).toBe(true));

  test.each([
    ['a percent sign that encodes nothing', 'redis://:p%zz@host:6401'],
    ['a # in the password', 'redis://:ge#heim@host:6401'],
    ['a # that cuts the address off', 'redis://ge#heim@host:6401'],
    ['a / in the password', 'redis://ge/heim@host:6401'],
    ['a ? in the password', 'redis://ge?heim@host:6401'],
    ['a port out of range', 'redis://host:99999'],
    ['port 0', 'redis://host:0'],
    ['no host', 'redis:///1'],
    ['a database that is no number', 'redis://host:6379/belegfluss'],
    ['options in the query', 'redis://host:6379?db=3'],
    ['another scheme', 'http://host:6379'],
    ['no address', 'host:6379'],
  ])('has not %s', (_what, url) => expect(isRedisUrl(url)).toBe(false));
});

describe('the address of PostgreSQL', () => {
  test.each([
    'postgres://app:geheim@127.0.0.1:5432/belegfluss',
    'postgresql://app:p%23z@db.stadt.example/belegfluss?sslmode=require',
    'postgres://app:geheim@/belegfluss?host=/run/postgresql',
    'postgres:///belegfluss?host=/run/postgresql&user=app',
    'postgres://app@%2Frun%2Fpostgresql/belegfluss',
  ])('may be %s', (url) => expect(isPostgresUrl(url)).toBe(true));

  test.each([
    ['a percent sign that encodes nothing', 'postgres://app:p%zz@host/belegfluss'],
    ['a # in the password', 'postgres://app:ge#heim@host/belegfluss'],
    ['a port out of range', 'postgres://app:geheim@host:99999/belegfluss'],
    ['another scheme', 'mysql://app:geheim@host/belegfluss'],
  ])('has not %s', (_what, url) => expect(isPostgresUrl(url)).toBe(false));
});
