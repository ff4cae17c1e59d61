import { Proposal, type Unit } from '@libs/contracts';
import { change } from '../../../lib/api';
import { ChangeSheet } from '../change-sheet';
import { texts } from './texts';

type UnsealSheetProps = {
  readonly unit: Unit;
  readonly onClose: () => void;
  readonly onDone: (number: string) => void;
};

export function UnsealSheet({ unit, onClose, onDone }: UnsealSheetProps) {
  return (
    <ChangeSheet
      title={texts.unsealOf(`${unit.number} ${unit.name}`)}
      what={texts.unsealWhat}
      confirm={texts.unsealNow}
      onClose={onClose}
      onDone={() => {
        onDone(unit.number);
      }}
      send={(reason) => change('POST', Proposal, '/proposals', { body: { kind: 'unseal', unit: unit.id, reason } })}
    />
  );
}
