import { useEffect, useState } from 'react';

/** The key behind the # of the address, which is taken out of it at once: it stays in no history and no copied address. */
export function useLinkKey(): string {
  const [key] = useState(() => /^#([\w-]{20,100})$/.exec(location.hash)?.[1] ?? '');
  useEffect(() => {
    if (location.hash !== '') history.replaceState(history.state, '', location.pathname);
  }, []);
  return key;
}
