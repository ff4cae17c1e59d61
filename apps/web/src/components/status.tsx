import type { ReactNode } from 'react';
import type { Tone } from '../lib/stages';
import { Icon, type IconName } from './icon';

/** A word with its icon; the colour only repeats what the word says. */
export function Status({
  icon,
  tone,
  children,
}: {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly children: ReactNode;
}) {
  return (
    <span className={`st st--${tone}`}>
      <Icon name={icon} />
      <span>{children}</span>
    </span>
  );
}
