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
  const other = creditor !== null && isOther(creditor, detail);
  const sure = coding.creditor === null && creditorBasis === 'vat-id';
  return (
    <div className="creditor">
      <Icon name={other ? 'warn' : sure ? 'check' : 'info'} size="s" tone={other ? 'warn' : sure ? 'ok' : 'info'} />
      <div className="grow">
        <p>
          <span className="m">{t(texts.creditor)}</span>{' '}
          {creditor ? <Foreign text={oneLine(creditor)} /> : t(texts.creditorNone)}
        </p>
        {basis && <p className="s m">{t(basis)}</p>}
        {other && <p className="s">{t(texts.creditorOther)}</p>}
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

/** A creditor with another VAT ID and another name than the seller: chosen by mistake, or meant to be paid instead. */
function isOther({ vatId, name }: Creditor, { invoice, seller }: CaseDetail): boolean {
  const stated = invoice?.seller?.vatId?.text;
  return (
    vatId !== null && stated !== undefined && plain(vatId) !== plain(stated) && plain(name) !== plain(seller ?? '')
  );
}

const plain = (text: string): string => text.replace(/\s/g, '').toUpperCase();

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
