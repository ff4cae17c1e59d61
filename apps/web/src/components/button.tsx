import type { ButtonHTMLAttributes, Ref } from 'react';
import { Icon, type IconName } from './icon';

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly kind?: 'primary' | 'secondary' | 'tertiary';
  readonly icon?: IconName;
  /** The key that does the same, printed on the button. */
  readonly keys?: string;
  readonly busy?: boolean;
  readonly wide?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
};

/** KERN's button. While busy it stays in place and keeps the focus, but answers no further press. */
export function Button(props: ButtonProps) {
  const { kind = 'secondary', icon, keys, busy, wide, children, onClick, type, className, ...rest } = props;
  return (
    <button
      type={type ?? 'button'}
      className={['kern-btn', `kern-btn--${kind}`, wide && 'wide', className].filter(Boolean).join(' ')}
      aria-disabled={busy ?? undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
      {...rest}
    >
      {icon && <Icon name={icon} size="s" />}
      <span className="kern-label">{children}</span>
      {keys && <kbd aria-hidden="true">{keys}</kbd>}
    </button>
  );
}

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { readonly name: IconName; readonly label: string };

/** A drawing alone, for arrows, close and more; its name is read out and shown on hover. */
export function IconButton({ name, label, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className={['icon-btn', className].filter(Boolean).join(' ')}
      aria-label={label}
      title={label}
      {...rest}
    >
      <Icon name={name} />
    </button>
  );
}
