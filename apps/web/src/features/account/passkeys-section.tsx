import { type Account, Passkey } from '@libs/contracts';
import { useState } from 'react';
import { Button } from '../../components/button';
import { change, remove } from '../../lib/api';
import { formatMoment } from '../../lib/dates';
import { useLanguage } from '../../lib/language';
import { makePasskey, passkeysSupported } from '../../lib/passkeys';
import { NameSheet } from './name-sheet';
import { OwnProblem } from './own-problem';
import { OwnRow, Section } from './section';
import { SureSheet } from './sure-sheet';
import { passkeyTexts } from './texts';
import { useOwnChange } from './use-own-change';

type Open = { readonly act: 'add' } | { readonly act: 'rename' | 'remove'; readonly passkey: Passkey };

export function PasskeysSection({ account }: { readonly account: Account }) {
  const { t } = useLanguage();
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  const possible = account.passkeysPossible && passkeysSupported();
  const what = account.passkeysPossible
    ? passkeysSupported()
      ? passkeyTexts.what
      : passkeyTexts.unsupported
    : passkeyTexts.impossible;
  return (
    <Section
      title={t(passkeyTexts.title)}
      what={t(what)}
      act={possible && <Button onClick={() => setOpen({ act: 'add' })}>{t(passkeyTexts.add)}</Button>}
    >
      {account.passkeys.length > 0 && (
        <ul>
          {account.passkeys.map((passkey) => (
            <OwnRow key={passkey.id} name={passkey.name} more={<UseOf passkey={passkey} />}>
              <Button kind="tertiary" onClick={() => setOpen({ act: 'rename', passkey })}>
                {t(passkeyTexts.rename)} <span className="sr">{passkey.name}</span>
              </Button>
              <Button kind="tertiary" onClick={() => setOpen({ act: 'remove', passkey })}>
                {t(passkeyTexts.remove)} <span className="sr">{passkey.name}</span>
              </Button>
            </OwnRow>
          ))}
        </ul>
      )}
      {open?.act === 'add' && <AddSheet onClose={close} />}
      {open?.act === 'rename' && <RenameSheet passkey={open.passkey} onClose={close} />}
      {open?.act === 'remove' && <RemoveSheet passkey={open.passkey} onClose={close} />}
    </Section>
  );
}

function UseOf({ passkey: { createdAt, lastUsedAt } }: { readonly passkey: Passkey }) {
  const { t } = useLanguage();
  const used = lastUsedAt === null ? passkeyTexts.unused : passkeyTexts.used(formatMoment(lastUsedAt));
  return `${t(passkeyTexts.made(formatMoment(createdAt)))}, ${t(used)}`;
}

function AddSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLanguage();
  const add = useOwnChange(
    async (name: string) =>
      change('POST', Passkey, '/account/passkeys', { body: { name, credential: await makePasskey() } }),
    'account',
    onClose,
  );
  return (
    <NameSheet
      title={t(passkeyTexts.addTitle)}
      what={t(passkeyTexts.addWhat)}
      first={t(passkeyTexts.suggestion)}
      act={t(add.isPending ? passkeyTexts.asking : passkeyTexts.make)}
      busy={add.isPending}
      problem={
        <OwnProblem error={add.error} onAgain={() => add.mutate(add.variables ?? '')} onClose={() => add.reset()} />
      }
      onName={(name) => add.mutate(name)}
      onClose={onClose}
    />
  );
}

type OneSheetProps = { readonly passkey: Passkey; readonly onClose: () => void };

function RenameSheet({ passkey, onClose }: OneSheetProps) {
  const { t } = useLanguage();
  const rename = useOwnChange(
    (name: string) => change('PUT', Passkey, `/account/passkeys/${passkey.id}`, { body: { name } }),
    'account',
    onClose,
  );
  return (
    <NameSheet
      title={t(passkeyTexts.renameTitle)}
      first={passkey.name}
      act={t(passkeyTexts.renameNow)}
      busy={rename.isPending}
      problem={<OwnProblem error={rename.error} onAgain={onClose} onClose={() => rename.reset()} />}
      onName={(name) => rename.mutate(name)}
      onClose={onClose}
    />
  );
}

function RemoveSheet({ passkey, onClose }: OneSheetProps) {
  const { t } = useLanguage();
  const end = useOwnChange(() => remove(`/account/passkeys/${passkey.id}`), 'account', onClose);
  const act = (): void => end.mutate(undefined);
  return (
    <SureSheet
      title={t(passkeyTexts.removeTitle)}
      what={t(passkeyTexts.removeWhat(passkey.name))}
      act={t(passkeyTexts.removeNow)}
      busy={end.isPending}
      problem={<OwnProblem error={end.error} onAgain={act} onClose={() => end.reset()} />}
      onAct={act}
      onClose={onClose}
    />
  );
}
