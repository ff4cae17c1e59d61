/** What ioredis can use: it takes unknown parts silently for something else, or fails with words that name nothing. */
export function isRedisUrl(text: string): boolean {
  const url = /^rediss?:\/\/\S+$/.test(text) ? URL.parse(text) : null;
  if (!url) return false;
  const { hostname, port, username, password, pathname, search, hash } = url;
  return (
    /^([\w.-]+|\[[\da-f:.]+\])$/i.test(hostname) &&
    isPort(port) &&
    isDecodable(username + password) &&
    /^(\/\d{0,5})?$/.test(pathname) &&
    search + hash === '' // options in the query would overrule ours
  );
}

/** What pg can use; it takes the folder of a socket from `?host=` and then leaves the host out. */
export function isPostgresUrl(text: string): boolean {
  const url = /^postgres(ql)?:\/\/\S+$/.test(text) ? URL.parse(text.replace('@/', '@localhost/')) : null;
  if (!url) return false;
  const { hostname, port, username, password, pathname, hash } = url;
  return isPort(port) && isDecodable(username + password + hostname + pathname) && hash === '';
}

const isPort = (port: string): boolean => port === '' || (Number(port) >= 1 && Number(port) <= 65_535);

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
