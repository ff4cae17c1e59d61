import { type Storage } from './storage';

/** The same archive with another way of putting. */
export const otherPut = (archive: Storage, put: Storage['put']): Storage =>
  new Proxy(archive, {
    get: (target, name) => {
      if (name === 'put') return put;
      const member: unknown = Reflect.get(target, name);
      const bound: unknown = typeof member === 'function' ? member.bind(target) : member;
      return bound;
    },
  });
