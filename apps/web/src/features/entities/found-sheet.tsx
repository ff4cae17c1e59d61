import type { FoundedEntity } from '@libs/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button';
import { TextField } from '../../components/field';
import { HandedLink } from '../../components/handed-link';
import { Note, ProblemNote } from '../../components/notes';
import { Sheet } from '../../components/sheet';
import { useLanguage } from '../../lib/language';
import { found } from './queries';
import { texts } from './texts';

const empty = { name: '', address: '', name1: '', email1: '', name2: '', email2: '', reason: '' };
type Fields = typeof empty;

const isEmail = (text: string): boolean => /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(text.trim());
const emails: readonly (keyof Fields)[] = ['address', 'email1', 'email2'];

/** A name, an address, two people and a reason; the rest is set up by those two. */
export function FoundSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [fields, setFields] = useState<Fields>(empty);
  const [tried, setTried] = useState(false);
  const founding = useMutation({
    mutationFn: () =>
      found({
        name: fields.name,
        addresses: [fields.address],
        administrators: [
          { name: fields.name1, email: fields.email1 },
          { name: fields.name2, email: fields.email2 },
        ],
        reason: fields.reason,
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['entities'] });
    },
  });
  if (founding.data) return <Founded entity={founding.data} onClose={onClose} />;

  const faultOf = (field: keyof Fields): string | undefined => {
    const value = fields[field].trim();
    if (value === '') return t(texts.missing);
    if (emails.includes(field) && !isEmail(value)) return t(texts.badEmail);
    const twice = value.toLowerCase() === fields.email1.trim().toLowerCase();
    return field === 'email2' && twice ? t(texts.same) : undefined;
  };
  const whole = Object.keys(empty).every((field) => faultOf(field as keyof Fields) === undefined);
  const input = (field: keyof Fields, label: string, suffix?: string) => (
    <TextField
      label={label}
      {...(suffix === undefined ? {} : { suffix })}
      value={fields[field]}
      maxLength={field === 'reason' ? 500 : 254}
      autoComplete="off"
      error={tried ? faultOf(field) : undefined}
      onChange={({ target }) => {
        setFields({ ...fields, [field]: target.value });
      }}
    />
  );

  return (
    <Sheet title={t(texts.foundTitle)} onClose={onClose} dismissable={!founding.isPending}>
      <p className="m">{t(texts.foundWhat)}</p>
      {input('name', t(texts.entityName))}
      {input('address', t(texts.address))}
      {(
        [
          ['1', 'name1', 'email1'],
          ['2', 'name2', 'email2'],
        ] as const
      ).map(([position, name, email]) => (
        <fieldset key={position} className="stack stack--s">
          <legend className="cap">{t(texts.administrator(position))}</legend>
          {input(name, t(texts.person), position)}
          {input(email, t(texts.email), position)}
        </fieldset>
      ))}
      {input('reason', t(texts.reason))}
      {founding.error !== null && <ProblemNote error={founding.error} />}
      <div className="sheet-acts">
        <Button
          kind="primary"
          wide
          busy={founding.isPending}
          onClick={() => {
            setTried(true);
            if (whole) founding.mutate();
          }}
        >
          {t(founding.isPending ? texts.founding : texts.foundNow)}
        </Button>
        <Button kind="tertiary" onClick={onClose} disabled={founding.isPending}>
          {t(texts.cancel)}
        </Button>
      </div>
    </Sheet>
  );
}

function Founded({ entity, onClose }: { readonly entity: FoundedEntity; readonly onClose: () => void }) {
  const { t } = useLanguage();
  const byHand = entity.administrators.some(({ link }) => link !== null);
  return (
    // what is shown this once is not closed by a slip
    <Sheet title={t(texts.foundedTitle(entity.name))} onClose={onClose} dismissable={!byHand}>
      <Note kind="ok" role="status">
        {t(byHand ? texts.byHand : texts.mailed)}
      </Note>
      {entity.administrators.map(
        ({ email, link }) => link !== null && <HandedLink key={email} label={t(texts.linkFor(email))} link={link} />,
      )}
      <div className="sheet-acts">
        <Button kind="primary" wide onClick={onClose}>
          {t(texts.close)}
        </Button>
      </div>
    </Sheet>
  );
}
