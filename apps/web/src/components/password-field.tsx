import { useId, useState, type InputHTMLAttributes, type ReactNode } from 'react';
import { useLanguage } from '../lib/language';
import { IconButton } from './button';

const show = { de: 'Kennwort anzeigen', en: 'Show password' };
const hide = { de: 'Kennwort verbergen', en: 'Hide password' };

type PasswordFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> & {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Beside the label. */
  readonly beside?: ReactNode;
};

/** A password, with the eye that shows what was typed. */
export function PasswordField({ label, hint, beside, ...rest }: PasswordFieldProps) {
  const { t } = useLanguage();
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <div className="field">
      <div className="lab-row">
        <label className="lab" htmlFor={id}>
          {label}
        </label>
        {beside}
      </div>
      <div className="inp-with">
        <input
          className="inp"
          id={id}
          type={shown ? 'text' : 'password'}
          aria-describedby={hint ? `${id}-hint` : undefined}
          {...rest}
        />
        <IconButton name="eye" label={t(shown ? hide : show)} onClick={() => setShown(!shown)} />
      </div>
      {hint && (
        <p id={`${id}-hint`} className="s m">
          {hint}
        </p>
      )}
    </div>
  );
}
