import type { Message } from '@libs/contracts';
import type { ReactNode } from 'react';
import { Icon, type IconName } from '../../components/icon';
import { useLanguage } from '../../lib/language';

type EmptyProps = {
  readonly icon: IconName;
  readonly title: Message;
  readonly what: Message;
  readonly children?: ReactNode;
};

/** Nothing there yet: what it is for and what to do next. */
export function Empty({ icon, title, what, children }: EmptyProps) {
  const { t } = useLanguage();
  return (
    <div className="empty">
      <Icon name={icon} size="l" tone="act" />
      <div>
        <h2>{t(title)}</h2>
        <p className="m">{t(what)}</p>
      </div>
      {children && <div className="row">{children}</div>}
    </div>
  );
}
