import { PersonDetail, Proposal } from '@libs/contracts';
import { useState } from 'react';
import { TextField } from '../../../components/field';
import { Note } from '../../../components/notes';
import { change, codeOf } from '../../../lib/api';
import { useLanguage } from '../../../lib/language';
import { ChangeSheet } from '../change-sheet';
import { texts } from './texts';

type PersonSheetProps = { readonly person: PersonDetail; readonly onClose: () => void };

const put = ({ id, version }: PersonDetail, body: object) =>
  change('PUT', PersonDetail, `/people/${id}`, { body, version });

/** Name and address. Where one administrator alone may not move an address, the button proposes it instead. */
export function ChangePersonSheet({ person, onClose }: PersonSheetProps) {
  const { t } = useLanguage();
  const [name, setName] = useState(person.name);
  const [email, setEmail] = useState(person.email);
  const [proposing, setProposing] = useState(false);
  const moved = email.trim().toLowerCase() !== person.email;

  const send = async (reason: string): Promise<unknown> => {
    if (proposing)
      return change('POST', Proposal, '/proposals', { body: { kind: 'address', person: person.id, email, reason } });
    try {
      return await put(person, { name, email, disabled: person.disabledAt !== null, reason });
    } catch (error) {
      if (codeOf(error) === 'address-needs-two') setProposing(true);
      throw error;
    }
  };

  return (
    <ChangeSheet
      title={texts.changeTitle(person.name)}
      confirm={proposing ? texts.proposeNow : texts.changeNow}
      isComplete={name.trim() !== '' && email.trim() !== ''}
      onClose={onClose}
      send={send}
    >
      <TextField
        label={t(texts.fullName)}
        value={name}
        maxLength={120}
        autoFocus
        disabled={proposing}
        error={name.trim() === '' ? t(texts.nameMissing) : undefined}
        onChange={({ target }) => {
          setName(target.value);
        }}
      />
      <TextField
        type="email"
        label={t(texts.email)}
        hint={moved && !proposing ? t(texts.emailHint) : undefined}
        value={email}
        maxLength={254}
        error={email.trim() === '' ? t(texts.emailMissing) : undefined}
        onChange={({ target }) => {
          setEmail(target.value);
        }}
      />
      {proposing && <Note kind="info">{t(texts.proposeWhat)}</Note>}
    </ChangeSheet>
  );
}

/** Shuts a person out, or lets them in again. */
export function AccessSheet({ person, onClose }: PersonSheetProps) {
  const { name, email, disabledAt } = person;
  const disabled = disabledAt === null;
  return (
    <ChangeSheet
      title={disabled ? texts.disableTitle(name) : texts.enableTitle(name)}
      what={disabled ? texts.disableWhat : texts.enableWhat}
      confirm={disabled ? texts.disableNow : texts.enableNow}
      onClose={onClose}
      send={(reason) => put(person, { name, email, disabled, reason })}
    />
  );
}
