/** What the browser keeps for one person on one machine. Storage may be switched off or full: then nothing is kept. */
const PREFIX = 'belegfluss.';

export function load(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

export function store(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // The choice holds for this page then, and is asked again next time.
  }
}

/** Typed text that has not been sent yet survives a reload and a new sign-in, in this tab only. */
export const drafts = {
  load(key: string): string | null {
    try {
      return sessionStorage.getItem(`${PREFIX}draft.${key}`);
    } catch {
      return null;
    }
  },
  store(key: string, value: string | null): void {
    try {
      if (value === null) sessionStorage.removeItem(`${PREFIX}draft.${key}`);
      else sessionStorage.setItem(`${PREFIX}draft.${key}`, value);
    } catch {
      // Without storage the text lives as long as the page.
    }
  },
  /** On sign-out: the next person at this machine finds nothing. */
  clear(): void {
    try {
      for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
    } catch {
      // Nothing was kept.
    }
  },
};
