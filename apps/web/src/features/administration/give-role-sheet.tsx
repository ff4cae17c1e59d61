import { Role, RoleGrant } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { SelectField, TextField } from '../../components/field';
import { Note } from '../../components/notes';
import { Picker } from '../../components/picker';
import { change } from '../../lib/api';
import { useLanguage } from '../../lib/language';
import { units } from '../../lib/queries';
import { ChangeSheet } from './change-sheet';
import { roleTexts, roleWords, texts } from './texts';

/** Who gets a role. */
export type Receiver = { readonly kind: 'person' | 'group'; readonly id: string; readonly name: string };

const WHOLE = 'whole';
/** Roles that hold in the whole entity only; the server decides again. */
const ofTheHouse: ReadonlySet<string> = new Set<Role>(['finance', 'cashier', 'administrator', 'operator']);
const forPersons: ReadonlySet<string> = new Set<Role>(['administrator', 'operator']);

type GiveRoleSheetProps = { readonly receiver: Receiver; readonly onClose: () => void };

export function GiveRoleSheet({ receiver, onClose }: GiveRoleSheetProps) {
  const { t } = useLanguage();
  const { data: allUnits } = useQuery(units());
  const [role, setRole] = useState('');
  const [unit, setUnit] = useState<string | null>(WHOLE);
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [tried, setTried] = useState(false);
  const offered = Role.options.filter(
    (one) => one !== 'operator' && !(receiver.kind === 'group' && forPersons.has(one)),
  );
  const everywhere = ofTheHouse.has(role);
  const place = everywhere || unit === WHOLE ? null : unit;
  const isSealed = allUnits?.find(({ id }) => id === place)?.sealed === true;

  return (
    <ChangeSheet
      title={roleTexts.giveTitle(receiver.name)}
      what={roleTexts.giveWhat}
      confirm={roleTexts.giveNow}
      isComplete={role !== ''}
      onTried={() => {
        setTried(true);
      }}
      onClose={onClose}
      send={(reason) =>
        change('POST', RoleGrant, '/roles', {
          body: {
            [receiver.kind]: receiver.id,
            role,
            unit: place,
            validFrom: from === '' ? null : from,
            validUntil: until === '' ? null : until,
            reason,
          },
        })
      }
    >
      <SelectField
        label={t(roleTexts.role)}
        value={role}
        autoFocus
        error={tried && role === '' ? t(roleTexts.roleMissing) : undefined}
        onChange={({ target }) => {
          setRole(target.value);
        }}
      >
        <option value="" disabled>
          {t(roleTexts.choose)}
        </option>
        {offered.map((one) => (
          <option key={one} value={one}>
            {t(roleWords[one])}
          </option>
        ))}
      </SelectField>
      <Picker
        label={t(roleTexts.unit)}
        choices={[
          { id: WHOLE, name: t(texts.wholeEntity) },
          ...(allUnits ?? []).map(({ id, number, name, sealed }) => ({
            id,
            name: `${number} ${name}`,
            ...(sealed && { detail: t(texts.sealed) }),
          })),
        ]}
        selected={everywhere ? WHOLE : unit}
        onSelect={(id) => {
          setUnit(id ?? WHOLE);
        }}
        emptyText={t(texts.none)}
        disabled={everywhere}
      />
      <div className="two-fields">
        <TextField
          type="date"
          label={t(roleTexts.from)}
          hint={t(roleTexts.open)}
          value={from}
          onChange={({ target }) => {
            setFrom(target.value);
          }}
        />
        <TextField
          type="date"
          label={t(roleTexts.until)}
          hint={t(roleTexts.open)}
          value={until}
          min={from}
          onChange={({ target }) => {
            setUntil(target.value);
          }}
        />
      </div>
      {(role === 'administrator' || isSealed) && <Note kind="info">{t(roleTexts.second)}</Note>}
    </ChangeSheet>
  );
}
