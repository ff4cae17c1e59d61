import { PersonDetail } from '@libs/contracts';
import { useState } from 'react';
import { TextField } from '../../../components/field';
import { change } from '../../../lib/api';
import { useLanguage } from '../../../lib/language';
import { ChangeSheet } from '../change-sheet';
import { texts } from './texts';

type AddPersonSheetProps = { readonly onClose: () => void; readonly onDone: (person: PersonDetail) => void };

export function AddPersonSheet({ onClose, onDone }: AddPersonSheetProps) {
  const { t } = useLanguage();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [tried, setTried] = useState(false);
  const missing = (text: string): boolean => tried && text.trim() === '';
  return (
    <ChangeSheet
      title={texts.addTitle}
      what={texts.addWhat}
      confirm={texts.addNow}
      isComplete={name.trim() !== '' && email.trim() !== ''}
      onTried={() => {
        setTried(true);
      }}
      onClose={onClose}
      onDone={onDone}
      send={(reason) => change('POST', PersonDetail, '/people', { body: { name, email, reason } })}
    >
      <TextField
        label={t(texts.fullName)}
        value={name}
        maxLength={120}
        autoFocus
        error={missing(name) ? t(texts.nameMissing) : undefined}
        onChange={({ target }) => {
          setName(target.value);
        }}
      />
      <TextField
        type="email"
        label={t(texts.email)}
        value={email}
        maxLength={254}
        error={missing(email) ? t(texts.emailMissing) : undefined}
        onChange={({ target }) => {
          setEmail(target.value);
        }}
      />
    </ChangeSheet>
  );
}
