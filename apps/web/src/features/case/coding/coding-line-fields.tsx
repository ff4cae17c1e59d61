import type { BudgetLine } from '@libs/contracts';
import { IconButton } from '../../../components/button';
import { TextField } from '../../../components/field';
import { Picker } from '../../../components/picker';
import { useLanguage } from '../../../lib/language';
import { parseAmount, toTyped } from '../../../lib/money';
import { budgetLineOf, type EditLine, type LineErrors } from './edit-lines';
import { FundsBar } from './funds-bar';
import type { Funds } from './funds';
import { texts } from './texts';

type FieldsProps = {
  readonly line: EditLine;
  readonly number: number;
  readonly budget: readonly BudgetLine[];
  readonly funds: Funds | undefined;
  readonly errors: LineErrors;
  readonly onChange: (line: EditLine) => void;
  readonly onRemove?: () => void;
};

type Plain = 'account' | 'costCentre' | 'taxKey' | 'text';
const limits: Record<Plain, number> = { account: 9, costCentre: 36, taxKey: 4, text: 60 };

/** One line of the coding. Choosing a budget line fills product, account and cost centre; all stay editable. */
export function CodingLineFields({ line, number, budget, funds, errors, onChange, onRemove }: FieldsProps) {
  const { t } = useLanguage();
  const suffix = t(texts.line(number));
  const chosen = budgetLineOf(line, budget);
  const field = (name: Plain) => (
    <TextField
      label={t(texts[name])}
      suffix={suffix}
      value={line[name]}
      maxLength={limits[name]}
      inputMode={name === 'account' || name === 'taxKey' ? 'numeric' : 'text'}
      error={name !== 'text' && name !== 'costCentre' && errors[name] ? t(errors[name]) : undefined}
      onChange={(event) => {
        onChange({ ...line, [name]: event.target.value });
      }}
    />
  );
  return (
    <fieldset className="edit-line">
      <legend className="sr">{suffix}</legend>
      <div className="edit-main">
        <Picker
          label={t(texts.budgetLine)}
          suffix={suffix}
          choices={budget.map((one) => ({
            id: one.id,
            name: `${one.product} ${one.name}`,
            detail: [one.account, one.costCentre, `${t(texts.year)} ${one.fiscalYear}`].filter(Boolean).join(' · '),
          }))}
          selected={chosen?.id ?? null}
          placeholder={t(texts.budgetPlaceholder)}
          emptyText={t(texts.noBudgetLine)}
          onSelect={(id) => {
            const one = budget.find((candidate) => candidate.id === id);
            if (one)
              onChange({ ...line, account: one.account, product: one.product, costCentre: one.costCentre ?? '' });
          }}
        />
        <TextField
          label={t(texts.amount)}
          suffix={suffix}
          className="inp num"
          inputMode="decimal"
          value={line.amount}
          error={errors.amount && t(errors.amount)}
          onChange={(event) => {
            onChange({ ...line, amount: event.target.value });
          }}
          onBlur={() => {
            const amount = parseAmount(line.amount);
            const written = amount === null ? null : toTyped(amount);
            if (written !== null && written !== line.amount) onChange({ ...line, amount: written });
          }}
        />
      </div>
      <div className="edit-more">
        {field('account')}
        {field('costCentre')}
        {field('taxKey')}
        {field('text')}
      </div>
      {(funds ?? onRemove) && (
        <div className="edit-foot">
          {funds ? <FundsBar funds={funds} sentence /> : <span className="grow" />}
          {onRemove && <IconButton name="x" label={t(texts.remove(number))} onClick={onRemove} />}
        </div>
      )}
    </fieldset>
  );
}
