import { useSyncExternalStore } from 'react';
import { load, store } from './browser-storage';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const machine = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
let chosen: Theme = themes.find((theme) => theme === load('theme')) ?? 'system';

/** KERN reads `data-kern-theme`; "system" follows the machine while the page is open. */
function apply(): void {
  const dark = chosen === 'dark' || (chosen === 'system' && machine.matches);
  document.documentElement.dataset['kernTheme'] = dark ? 'dark' : 'light';
}
machine.addEventListener('change', apply);

function choose(theme: Theme): void {
  chosen = theme;
  store('theme', theme);
  apply();
  for (const listener of listeners) listener();
}

export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => chosen,
  );
  return [theme, choose];
}
