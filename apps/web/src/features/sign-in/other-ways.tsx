import type { SignInWays } from '@libs/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../components/button';
import { Icon } from '../../components/icon';
import { ProblemNote } from '../../components/notes';
import { useLanguage } from '../../lib/language';
import { passkeysSupported, askPasskey } from '../../lib/passkeys';
import { providerHref } from '../../lib/providers';
import { signInWithPasskey } from '../../lib/session';
import { texts } from './texts';

/** The ways without a password of ours, first: whoever has one of them needs no other. */
export function OtherWays({ ways, returnTo }: { readonly ways: SignInWays; readonly returnTo: string }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => signInWithPasskey(client, await askPasskey()),
  });
  const passkeys = ways.passkeys && passkeysSupported();
  if (ways.providers.length === 0 && !passkeys) return null;
  return (
    <div className="ways">
      {ways.providers.map(({ id, name }) => (
        <a key={id} className="kern-btn kern-btn--secondary kern-btn--block" href={providerHref(id, returnTo)}>
          <Icon name="key" size="s" />
          <span className="kern-label">{t(texts.withProvider(name))}</span>
        </a>
      ))}
      {passkeys && (
        <Button
          className="kern-btn--block"
          icon="shield"
          busy={isPending}
          onClick={() => {
            mutate();
          }}
        >
          {t(isPending ? texts.passkeyBusy : texts.withPasskey)}
        </Button>
      )}
      {error !== null && <ProblemNote error={error} />}
      <p className="ways-or m">{t(texts.orPassword)}</p>
    </div>
  );
}
