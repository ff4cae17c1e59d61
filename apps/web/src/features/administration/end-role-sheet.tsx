import { RoleGrant } from '@libs/contracts';
import { useState } from 'react';
import { TextField } from '../../components/field';
import { change } from '../../lib/api';
import { dayOf } from '../../lib/dates';
import { useLanguage } from '../../lib/language';
import { ChangeSheet } from './change-sheet';
import { roleTexts, roleWords } from './texts';

type EndRoleSheetProps = { readonly grant: RoleGrant; readonly onClose: () => void };

export function EndRoleSheet({ grant, onClose }: EndRoleSheetProps) {
  const { t, language } = useLanguage();
  const [lastDay, setLastDay] = useState('');
  const role = roleWords[grant.role][language];
  return (
    <ChangeSheet
      title={roleTexts.endTitle(role, grant.holder.name)}
      what={roleTexts.endWhat}
      confirm={roleTexts.endNow}
      onClose={onClose}
      send={(reason) =>
        change('POST', RoleGrant, `/roles/${grant.id}/end`, { body: { reason, ...(lastDay !== '' && { lastDay }) } })
      }
    >
      {grant.state !== 'waiting' && (
        <TextField
          type="date"
          label={t(roleTexts.lastDay)}
          hint={t(roleTexts.lastDayHint)}
          value={lastDay}
          min={dayOf(new Date())}
          {...(grant.validUntil !== null && { max: grant.validUntil })}
          onChange={({ target }) => {
            setLastDay(target.value);
          }}
        />
      )}
    </ChangeSheet>
  );
}
