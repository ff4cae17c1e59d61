import type { ReactNode } from 'react';
import { LiveNote } from './live-note';

type PageHeadProps = { readonly title: string; readonly beside?: ReactNode; readonly children?: ReactNode };

/** Title, live state and the one secondary act of a page; always at the same place. */
export function PageHead({ title, beside, children }: PageHeadProps) {
  return (
    <header className="head">
      <title>{`${title} – Belegfluss`}</title>
      <div className="head-title grow">
        <h1>{title}</h1>
        {beside && <span className="m nw">{beside}</span>}
      </div>
      <LiveNote />
      {children}
    </header>
  );
}
