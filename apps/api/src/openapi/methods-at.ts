import { routes } from './routes';

const pattern = (path: string): RegExp =>
  new RegExp(`^/api/v1${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);

const doors = routes.map(({ method, path }) => ({ method: method.toUpperCase(), pattern: pattern(path) }));

/** The methods that a path of the interface knows; none when there is no such door. */
export const methodsAt = (path: string): string[] =>
  doors.filter((door) => door.pattern.test(path)).map(({ method }) => method);
