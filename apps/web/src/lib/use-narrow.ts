import { useSyncExternalStore } from 'react';

const narrow = matchMedia('(max-width: 760px)');

/** True on a phone or when the page is zoomed so far that panes stack (the same width as in narrow.css). */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      narrow.addEventListener('change', changed);
      return () => {
        narrow.removeEventListener('change', changed);
      };
    },
    () => narrow.matches,
  );
}
