import { useEffect, useState } from 'react';
import { dayOf } from './dates';

/** The current time, renewed once a minute, so that "heute" does not stay true past midnight. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(new Date());
    }, 60_000);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return now;
}

export const useToday = (): string => dayOf(useNow());
