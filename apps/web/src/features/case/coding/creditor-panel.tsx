import type { CaseDetail, Creditor } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Foreign } from '../../../components/foreign';
import { Icon } from '../../../components/icon';
import { Picker } from '../../../components/picker';
import { useLanguage } from '../../../lib/language';
import { creditors } from '../../../lib/queries';
import { bases, texts } from './texts';
import type { Coding } from './use-coding';

type CreditorPanelProps = { readonly detail: CaseDetail; readonly coding: Coding };

const oneLine = ({ account, name, city }: Creditor): string => [`${account} ${name}`, city].filter(Boolean).join(', ');

/** To whom the town will owe the money, and why Belegfluss thinks so. */
export function CreditorPanel({ detail, coding }: CreditorPanelProps) {
  const { t } = useLanguage();
  const [choosing, setChoosing] = useState(false);
  const { creditor: matched, creditorBasis } = detail.coding;
  const creditor = coding.creditor ?? matched;
  const basis = coding.creditor ? texts.creditorNew : creditorBasis && bases[creditorBasis];
  const doubtful = coding.creditor === null && creditorBasis !== 'vat-id' && creditorBasis !== 'chosen';
  return (
    <div className="creditor">
      <Icon name={doubtful ? 'info' : 'check'} size="s" tone={doubtful ? 'info' : 'ok'} />
      <div className="grow">
        <p>
          <span className="m">{t(texts.creditor)}</span>{' '}
          {creditor ? <Foreign text={oneLine(creditor)} /> : t(texts.creditorNone)}
        </p>
        {basis && <p className="s m">{t(basis)}</p>}
        {choosing && (
          <CreditorPicker
            onChoose={(chosen) => {
              coding.setCreditor(chosen);
              setChoosing(false);
            }}
          />
        )}
      </div>
      {coding.editing && !choosing && (
        <Button
          kind="tertiary"
          onClick={() => {
            setChoosing(true);
          }}
        >
          {t(texts.creditorChange)}
        </Button>
      )}
    </div>
  );
}

function CreditorPicker({ onChoose }: { readonly onChoose: (creditor: Creditor) => void }) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState('');
  const { data } = useQuery(creditors(typed.trim()));
  return (
    <Picker
      label={t(texts.creditorPick)}
      choices={(data ?? []).map((one) => ({
        id: one.id,
        name: `${one.account} ${one.name}`,
        detail: [one.city, one.vatId].filter(Boolean).join(' · '),
      }))}
      selected={null}
      placeholder={t(texts.creditorPlaceholder)}
      emptyText={t(texts.creditorMissing)}
      search={{ text: typed, onType: setTyped }}
      onSelect={(id) => {
        const chosen = data?.find((one) => one.id === id);
        if (chosen) onChoose(chosen);
      }}
    />
  );
}
