import {
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react';

type Named = {
  readonly label: string;
  /** Tells apart fields of the same name ("Zeile 2"); heard, not seen. */
  readonly suffix?: string | undefined;
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

type Attributes = {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
};

/** A control below its label, with what helps and what is wrong read out along with it. */
function Field({ label, suffix, hint, error, control }: Named & { readonly control: (own: Attributes) => ReactNode }) {
  const id = useId();
  return (
    <div className="field">
      <label className="lab" htmlFor={id}>
        {label}
        {suffix && <span className="sr"> {suffix}</span>}
      </label>
      {control({ id, 'aria-invalid': error !== undefined, 'aria-describedby': describedBy(id, { hint, error }) })}
      <Help id={id} hint={hint} error={error} />
    </div>
  );
}

export function TextField({ label, suffix, hint, error, ...rest }: Named & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Field
      label={label}
      suffix={suffix}
      hint={hint}
      error={error}
      control={(own) => <input className="inp" {...own} {...rest} />}
    />
  );
}

export function TextArea({ label, suffix, hint, error, ...rest }: Named & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <Field
      label={label}
      suffix={suffix}
      hint={hint}
      error={error}
      control={(own) => <textarea className="inp inp--area" rows={4} {...own} {...rest} />}
    />
  );
}

export function SelectField({ label, suffix, hint, error, ...rest }: Named & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Field
      label={label}
      suffix={suffix}
      hint={hint}
      error={error}
      control={(own) => <select className="inp" {...own} {...rest} />}
    />
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
