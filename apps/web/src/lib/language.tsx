import type { Message } from '@libs/contracts';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { load, store } from './browser-storage';

export type Language = 'de' | 'en';

type Speaking = {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  /** The sentence in the language of the reader. */
  readonly t: (message: Message) => string;
};

const LanguageContext = createContext<Speaking | null>(null);

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => (load('language') === 'en' ? 'en' : 'de'));
  useEffect(() => {
    document.documentElement.lang = language;
    store('language', language);
  }, [language]);
  const t = useCallback((message: Message) => message[language], [language]);
  const value = useMemo(() => ({ language, setLanguage, t }), [language, t]);
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

export function useLanguage(): Speaking {
  const speaking = useContext(LanguageContext);
  if (!speaking) throw new Error('useLanguage outside of LanguageProvider');
  return speaking;
}
