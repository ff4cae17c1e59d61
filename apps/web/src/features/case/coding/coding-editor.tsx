import type { BudgetLine, CaseDetail } from '@libs/contracts';
import { Button } from '../../../components/button';
import { Icon } from '../../../components/icon';
import { useLanguage } from '../../../lib/language';
import { compare, formatMoney, isZero, parseAmount } from '../../../lib/money';
import { CodingLineFields } from './coding-line-fields';
import { budgetLineOf, errorsOf, sumOf, type EditLine } from './edit-lines';
import { fundsOf } from './funds';
import { texts } from './texts';
import type { Coding } from './use-coding';

type CodingEditorProps = {
  readonly detail: CaseDetail;
  readonly coding: Coding;
  readonly budget: readonly BudgetLine[];
};

export function CodingEditor({ detail, coding, budget }: CodingEditorProps) {
  const { lines, setLines } = coding;
  const typed = lines.map((line) => ({ ...line, amount: parseAmount(line.amount) ?? '0' }));
  return (
    <div className="edit">
      {lines.map((line, index) => {
        const budgetLine = budgetLineOf(line, budget);
        return (
          <CodingLineFields
            key={line.key}
            line={line}
            number={index + 1}
            budget={budget}
            funds={budgetLine && fundsOf(budgetLine, budget, detail.coding.lines, typed)}
            errors={coding.tried ? errorsOf(line) : {}}
            onChange={(next: EditLine) => {
              setLines(lines.map((one) => (one.key === next.key ? next : one)));
            }}
            {...(lines.length > 1 && {
              onRemove: () => {
                setLines(lines.filter(({ key }) => key !== line.key));
              },
            })}
          />
        );
      })}
      <Remainder coding={coding} currency={detail.currency} />
    </div>
  );
}

/** The rest stands below the lines while one types, not only after saving. */
function Remainder({ coding, currency }: { readonly coding: Coding; readonly currency: string | null }) {
  const { t } = useLanguage();
  const { rest, lines } = coding;
  if (rest === null) return <p className="remainder s">{t(texts.noGross)}</p>;
  if (isZero(rest))
    return (
      <p className="remainder s" role="status">
        <Icon name="check" size="s" tone="ok" />
        {t(texts.balanced(formatMoney(sumOf(lines), currency), formatMoney('0', currency)))}
      </p>
    );
  const tooMuch = compare(rest, '0') < 0;
  const amount = formatMoney(tooMuch ? rest.slice(1) : rest, currency);
  return (
    <p className="remainder s">
      <span role="status" className="remainder-text">
        <Icon name="warn" size="s" tone="warn" />
        {t(tooMuch ? texts.tooMuch(amount) : texts.rest(amount))}
      </span>
      <Button kind="tertiary" onClick={coding.takeRest}>
        {t(texts.takeRest)}
      </Button>
    </p>
  );
}
