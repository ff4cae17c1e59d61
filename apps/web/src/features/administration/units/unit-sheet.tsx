import { Unit } from '@libs/contracts';
import { useState } from 'react';
import { CheckField, TextField } from '../../../components/field';
import { Picker } from '../../../components/picker';
import { change } from '../../../lib/api';
import { useLanguage } from '../../../lib/language';
import { ChangeSheet } from '../change-sheet';
import { texts as common } from '../texts';
import { texts } from './texts';
import { familyOf } from './unit-tree';

const TOP = 'top';

type UnitSheetProps = {
  readonly units: readonly Unit[];
  /** Undefined: a new one. */
  readonly unit: Unit | undefined;
  readonly onClose: () => void;
};

export function UnitSheet({ units, unit, onClose }: UnitSheetProps) {
  const { t } = useLanguage();
  const [number, setNumber] = useState(unit?.number ?? '');
  const [name, setName] = useState(unit?.name ?? '');
  const [leitwegId, setLeitwegId] = useState(unit?.leitwegId ?? '');
  const [parent, setParent] = useState<string>(unit?.parentId ?? TOP);
  const [live, setLive] = useState(unit?.live ?? true);
  const [sealed, setSealed] = useState(unit?.sealed ?? false);
  const [tried, setTried] = useState(false);
  const family = unit ? familyOf(units, unit.id) : new Set<string>();
  const missing = (text: string): boolean => tried && text.trim() === '';

  const send = (reason: string): Promise<Unit> => {
    const parentId = parent === TOP ? null : parent;
    const body = {
      number,
      name,
      leitwegId: leitwegId.trim() === '' ? null : leitwegId,
      parentId,
      live,
      sealed,
      reason,
    };
    return unit
      ? change('PUT', Unit, `/units/${unit.id}`, { body, version: unit.version })
      : change('POST', Unit, '/units', { body });
  };

  return (
    <ChangeSheet
      title={unit ? texts.editTitle(unit.number) : texts.addTitle}
      confirm={unit ? texts.editNow : texts.addNow}
      isComplete={number.trim() !== '' && name.trim() !== ''}
      onTried={() => {
        setTried(true);
      }}
      onClose={onClose}
      send={send}
    >
      <div className="two-fields two-fields--number">
        <TextField
          label={t(texts.number)}
          value={number}
          maxLength={20}
          autoFocus
          error={missing(number) ? t(texts.numberMissing) : undefined}
          onChange={({ target }) => {
            setNumber(target.value);
          }}
        />
        <TextField
          label={t(texts.name)}
          value={name}
          maxLength={120}
          error={missing(name) ? t(texts.nameMissing) : undefined}
          onChange={({ target }) => {
            setName(target.value);
          }}
        />
      </div>
      <TextField
        label={t(texts.leitwegId)}
        hint={t(texts.leitwegHint)}
        value={leitwegId}
        maxLength={46}
        onChange={({ target }) => {
          setLeitwegId(target.value);
        }}
      />
      <Picker
        label={t(texts.parent)}
        choices={[
          { id: TOP, name: t(texts.top) },
          ...units
            .filter(({ id }) => !family.has(id))
            .map((one) => ({ id: one.id, name: `${one.number} ${one.name}` })),
        ]}
        selected={parent}
        onSelect={(id) => {
          setParent(id ?? TOP);
        }}
        emptyText={t(common.none)}
      />
      <CheckField
        label={t(texts.liveField)}
        hint={t(texts.liveHint)}
        checked={live}
        onChange={({ target }) => {
          setLive(target.checked);
        }}
      />
      <CheckField
        label={t(texts.sealField)}
        hint={t(unit?.sealed ? texts.sealStays : texts.sealHint)}
        checked={sealed}
        disabled={unit?.sealed ?? false}
        onChange={({ target }) => {
          setSealed(target.checked);
        }}
      />
    </ChangeSheet>
  );
}
