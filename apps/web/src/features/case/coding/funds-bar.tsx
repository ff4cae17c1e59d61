import { Icon } from '../../../components/icon';
import { useLanguage } from '../../../lib/language';
import { compare, formatMoney, share } from '../../../lib/money';
import type { Funds } from './funds';
import { texts } from './texts';

/** From here on the funds run short and the bar says so. */
const SHORT = 10;

type FundsBarProps = { readonly funds: Funds; readonly sentence?: boolean };

/** How much of a budget line is used, what this invoice takes and what is left; the bar only repeats the words. */
export function FundsBar({ funds, sentence }: FundsBarProps) {
  const { t } = useLanguage();
  const { free, planned, used, taken } = funds;
  const money = (amount: string): string => formatMoney(amount);
  const missing = compare(free, '0') < 0;
  const short = missing || share(free, planned) < SHORT;
  const words = missing ? texts.overdrawn(money(free.slice(1))) : texts.freeSentence(money(free), money(planned));
  return (
    <div className="funds">
      {sentence ? (
        <p className="s funds-words">
          {missing && <Icon name="warn" size="s" tone="warn" />}
          {t(words)}
        </p>
      ) : (
        <p>
          <span className="b nw">{money(free)}</span>{' '}
          <span className="s m nw">{t(texts.freeOf('', money(planned))).trim()}</span>
        </p>
      )}
      <span className="bar" aria-hidden="true">
        <i style={{ width: `${share(used, planned)}%` }} />
        <i className={short ? 'w' : ''} style={{ width: `${share(taken, planned)}%` }} />
      </span>
    </div>
  );
}
