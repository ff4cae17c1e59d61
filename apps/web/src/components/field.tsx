import { useId, type InputHTMLAttributes, type SelectHTMLAttributes, type TextareaHTMLAttributes } from 'react';

type Named = {
  readonly label: string;
  /** Tells apart fields of the same name ("Zeile 2"); heard, not seen. */
  readonly suffix?: string;
  readonly hint?: string | undefined;
  /** Shown below the field and read out with it. */
  readonly error?: string | undefined;
};

const describedBy = (id: string, { hint, error }: Pick<Named, 'hint' | 'error'>): string | undefined =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;

function Help({ id, hint, error }: { readonly id: string } & Pick<Named, 'hint' | 'error'>) {
  return (
    <>
      {hint && (
        <p id={`${id}-hint`} className="s m">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="s b" role="alert">
          {error}
        </p>
      )}
    </>
  );
}

export function TextField({ label, suffix, hint, error, ...rest }: Named & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <div className="field">
      <label className="lab" htmlFor={id}>
        {label}
        {suffix && <span className="sr"> {suffix}</span>}
      </label>
      <input
        className="inp"
        id={id}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(id, { hint, error })}
        {...rest}
      />
      <Help id={id} hint={hint} error={error} />
    </div>
  );
}

export function TextArea({ label, suffix, hint, error, ...rest }: Named & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const id = useId();
  return (
    <div className="field">
      <label className="lab" htmlFor={id}>
        {label}
        {suffix && <span className="sr"> {suffix}</span>}
      </label>
      <textarea
        className="inp inp--area"
        id={id}
        rows={4}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(id, { hint, error })}
        {...rest}
      />
      <Help id={id} hint={hint} error={error} />
    </div>
  );
}

export function SelectField({ label, suffix, hint, error, ...rest }: Named & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId();
  return (
    <div className="field">
      <label className="lab" htmlFor={id}>
        {label}
        {suffix && <span className="sr"> {suffix}</span>}
      </label>
      <select
        className="inp"
        id={id}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(id, { hint, error })}
        {...rest}
      />
      <Help id={id} hint={hint} error={error} />
    </div>
  );
}

/** A box to tick, its label beside it. */
export function CheckField({ label, hint, ...rest }: Omit<Named, 'error'> & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <div>
      <label className="check">
        <input type="checkbox" className="cb" aria-describedby={describedBy(id, { hint })} {...rest} />
        <span className="grow">{label}</span>
      </label>
      <Help id={id} hint={hint} />
    </div>
  );
}
