import { RoleGrant, type PersonRef, type UnitRef } from '@libs/contracts';
import { useState } from 'react';
import { SelectField, TextField } from '../../../components/field';
import { change } from '../../../lib/api';
import { dayOf } from '../../../lib/dates';
import { useLanguage } from '../../../lib/language';
import { ChangeSheet } from '../change-sheet';
import { roleTexts } from '../texts';
import { texts } from './texts';

/** Both days count: the server decides again. */
const LONGEST_DAYS = 89;
const DAY_MILLISECONDS = 86_400_000;

type GiveInsightSheetProps = {
  readonly unit: UnitRef;
  readonly auditors: readonly PersonRef[];
  readonly onClose: () => void;
};

export function GiveInsightSheet({ unit, auditors, onClose }: GiveInsightSheetProps) {
  const { t } = useLanguage();
  const [auditor, setAuditor] = useState('');
  const [validUntil, setValidUntil] = useState('');
  const [tried, setTried] = useState(false);
  const today = new Date();
  return (
    <ChangeSheet
      title={texts.giveTitle(`${unit.number} ${unit.name}`)}
      what={texts.giveWhat}
      confirm={texts.giveNow}
      isComplete={auditor !== '' && validUntil !== ''}
      onTried={() => {
        setTried(true);
      }}
      onClose={onClose}
      send={(reason) =>
        change('POST', RoleGrant, `/units/${unit.id}/grants`, { body: { auditor, validUntil, reason } })
      }
    >
      <SelectField
        label={t(texts.auditor)}
        value={auditor}
        autoFocus
        error={tried && auditor === '' ? t(texts.auditorMissing) : undefined}
        onChange={({ target }) => {
          setAuditor(target.value);
        }}
      >
        <option value="" disabled>
          {t(roleTexts.choose)}
        </option>
        {auditors.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextField
        type="date"
        label={t(roleTexts.until)}
        hint={t(texts.untilHint)}
        error={tried && validUntil === '' ? t(texts.untilMissing) : undefined}
        value={validUntil}
        min={dayOf(today)}
        max={dayOf(new Date(today.getTime() + LONGEST_DAYS * DAY_MILLISECONDS))}
        onChange={({ target }) => {
          setValidUntil(target.value);
        }}
      />
    </ChangeSheet>
  );
}
