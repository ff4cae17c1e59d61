import type { Message } from '@libs/contracts';
import { Icon } from '../../components/icon';
import { useLanguage } from '../../lib/language';

export function Empty({ title, what }: { readonly title: Message; readonly what: Message }) {
  const { t } = useLanguage();
  return (
    <div className="empty">
      <Icon name="okc" size="l" tone="ok" />
      <div>
        <h2>{t(title)}</h2>
        <p className="m">{t(what)}</p>
      </div>
    </div>
  );
}
