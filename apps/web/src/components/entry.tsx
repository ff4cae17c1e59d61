import type { ReactNode } from 'react';
import { useLanguage } from '../lib/language';
import { Icon } from './icon';

const claim = {
  de: 'Rechnungen prüfen, zeichnen und pünktlich bezahlen.',
  en: 'Check, sign and pay invoices on time.',
};
const promise = {
  de: 'Jeder Schritt bleibt nachvollziehbar: wer bestätigt hat, was geprüft wurde und warum gezahlt wird.',
  en: 'Every step stays traceable: who certified, what was checked and why it is paid.',
};

/** The pages before the sign-in: what this is on the one side, what is to be done on the other. */
export function Entry({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const { t, language, setLanguage } = useLanguage();
  const other = language === 'de' ? ({ id: 'en', name: 'English' } as const) : ({ id: 'de', name: 'Deutsch' } as const);
  return (
    <div className="entry">
      <title>{`${title} – Belegfluss`}</title>
      <header className="entry-side">
        <svg className="entry-waves" aria-hidden="true" viewBox="0 0 720 900" preserveAspectRatio="none">
          <path d="M-40 800c180 0 220-130 400-130s220 130 420 130M-40 940c180 0 220-130 400-130s220 130 420 130" />
        </svg>
        <div className="entry-brand">
          <span className="logo logo--l" aria-hidden="true">
            <Icon name="flow" size="l" />
          </span>
          <span>Belegfluss</span>
        </div>
        <p className="claim">{t(claim)}</p>
        <p className="entry-promise m">{t(promise)}</p>
      </header>
      <main id="inhalt" className="entry-form">
        <div className="entry-column">
          <h1>{title}</h1>
          {children}
          <p>
            <button
              type="button"
              className="link"
              lang={other.id}
              onClick={() => {
                setLanguage(other.id);
              }}
            >
              {other.name}
            </button>
          </p>
        </div>
      </main>
    </div>
  );
}
