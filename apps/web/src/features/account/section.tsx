import { useId, type ReactNode } from 'react';

type SectionProps = {
  readonly title: string;
  readonly what?: string;
  /** The one act of the section, at the right of its head. */
  readonly act?: ReactNode;
  readonly children?: ReactNode;
};

export function Section({ title, what, act, children }: SectionProps) {
  const id = useId();
  return (
    <section className="panel own" aria-labelledby={id}>
      <header className="own-head">
        <div className="grow">
          <h2 className="h2" id={id}>
            {title}
          </h2>
          {what && <p className="m own-what">{what}</p>}
        </div>
        {act}
      </header>
      {children}
    </section>
  );
}

type OwnRowProps = { readonly name: ReactNode; readonly more: ReactNode; readonly children?: ReactNode };

/** One thing of a list: its name, what is to be known of it, and what can be done with it. */
export function OwnRow({ name, more, children }: OwnRowProps) {
  return (
    <li className="own-row">
      <div className="grow">
        <p className="own-name">{name}</p>
        <p className="s m">{more}</p>
      </div>
      {children && <div className="own-acts">{children}</div>}
    </li>
  );
}
