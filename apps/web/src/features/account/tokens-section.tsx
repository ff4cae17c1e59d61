import type { ApiToken, Message } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button';
import { ProblemNote } from '../../components/notes';
import { remove } from '../../lib/api';
import { formatMoment } from '../../lib/dates';
import { useLanguage } from '../../lib/language';
import { OwnProblem } from './own-problem';
import { apiTokens } from './queries';
import { OwnRow, Section } from './section';
import { SureSheet } from './sure-sheet';
import { scopeNames, tokenTexts } from './texts';
import { TokenSheet } from './token-sheet';
import { useOwnChange } from './use-own-change';

type Open = { readonly act: 'make' } | { readonly act: 'revoke'; readonly token: ApiToken };

export function TokensSection() {
  const { t } = useLanguage();
  const { data: tokens, error } = useQuery(apiTokens());
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  return (
    <Section
      title={t(tokenTexts.title)}
      what={t(tokenTexts.what)}
      act={<Button onClick={() => setOpen({ act: 'make' })}>{t(tokenTexts.make)}</Button>}
    >
      {error && <ProblemNote error={error} />}
      {tokens?.length === 0 && <p className="m own-none">{t(tokenTexts.none)}</p>}
      {tokens && tokens.length > 0 && (
        <ul>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => setOpen({ act: 'revoke', token })} />
          ))}
        </ul>
      )}
      {open?.act === 'make' && <TokenSheet onClose={close} />}
      {open?.act === 'revoke' && <RevokeSheet token={open.token} onClose={close} />}
    </Section>
  );
}

function TokenRow({ token, onRevoke }: { readonly token: ApiToken; readonly onRevoke: () => void }) {
  const { t } = useLanguage();
  const { name, scopes, lastUsedAt } = token;
  const state = stateOf(token, new Date());
  const used = lastUsedAt === null ? tokenTexts.unused : tokenTexts.used(formatMoment(lastUsedAt));
  return (
    <OwnRow name={name} more={[...scopes.map((scope) => t(scopeNames[scope])), t(state.text), t(used)].join(' · ')}>
      {state.stands && (
        <Button kind="tertiary" onClick={onRevoke}>
          {t(tokenTexts.revoke)} <span className="sr">{name}</span>
        </Button>
      )}
    </OwnRow>
  );
}

function stateOf({ revokedAt, expiresAt }: ApiToken, now: Date): { readonly text: Message; readonly stands: boolean } {
  if (revokedAt !== null) return { text: tokenTexts.revoked, stands: false };
  if (new Date(expiresAt) <= now) return { text: tokenTexts.over, stands: false };
  return { text: tokenTexts.until(formatMoment(expiresAt)), stands: true };
}

function RevokeSheet({ token, onClose }: { readonly token: ApiToken; readonly onClose: () => void }) {
  const { t } = useLanguage();
  const revoke = useOwnChange(() => remove(`/tokens/${token.id}`), 'tokens', onClose);
  const act = (): void => revoke.mutate(undefined);
  return (
    <SureSheet
      title={t(tokenTexts.revokeTitle)}
      what={t(tokenTexts.revokeWhat(token.name))}
      act={t(tokenTexts.revokeNow)}
      busy={revoke.isPending}
      problem={<OwnProblem error={revoke.error} onAgain={act} onClose={() => revoke.reset()} />}
      onAct={act}
      onClose={onClose}
    />
  );
}
