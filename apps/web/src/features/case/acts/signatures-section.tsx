import type { Act, CaseDetail } from '@libs/contracts';
import { Foreign } from '../../../components/foreign';
import { Icon } from '../../../components/icon';
import { momentInWords } from '../../../lib/dates';
import { useLanguage } from '../../../lib/language';
import { useNow } from '../../../lib/use-now';
import { texts } from './texts';

type Slot = {
  readonly name: 'factual' | 'arithmetical' | 'order';
  readonly by: string | null;
  readonly at: string | null;
  readonly yours: boolean;
};

function slotsOf({ certificates, ordered, may }: CaseDetail): readonly Slot[] {
  return [
    ...certificates.map(({ certificate, by, at }) => ({
      name: certificate,
      by: by?.name ?? null,
      at,
      yours: may.certify[certificate].allowed,
    })),
    { name: 'order', by: ordered?.by.name ?? null, at: ordered?.at ?? null, yours: may.order.allowed },
  ];
}

const isSignature = ({ kind }: Act): boolean => kind === 'certify' || kind === 'order';
const nameOf = ({ kind, certificate }: Act): Slot['name'] => (kind === 'order' ? 'order' : (certificate ?? 'factual'));

/** Who has signed what, what is still missing, and every text on record, void ones too. */
export function SignaturesSection({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useLanguage();
  const now = useNow();
  const signed = detail.acts.filter((act) => isSignature(act) && act.standing);
  const voided = detail.acts.filter((act) => isSignature(act) && !act.standing);
  return (
    <section id="unterschriften" aria-labelledby="h-unterschriften">
      <h2 className="h2 sec-title" id="h-unterschriften">
        {t(texts.title)}
      </h2>
      <ol className="sigs">
        {slotsOf(detail).map(({ name, by, at, yours }, index) => (
          <li key={name}>
            <span className="cap">
              {index + 1} · {t(texts[name])}
            </span>
            <span className="sig-who">
              <Icon name={by === null ? 'clock' : 'okc'} size="s" tone={by === null ? 'muted' : 'ok'} />
              <span className={by === null ? 'm' : 'b'}>{by ?? t(texts.missing)}</span>
            </span>
            {at !== null && <span className="s m">{t(momentInWords(at, now))}</span>}
            {by === null && yours && <span className="s t-act">{t(texts.yours)}</span>}
          </li>
        ))}
      </ol>
      {signed.length > 0 && (
        <details className="more">
          <summary>{t(texts.signedText)}</summary>
          <div className="stack">
            {signed.map((act) => (
              <div key={act.id}>
                <p className="s m">
                  {t(texts[nameOf(act)])} · {act.by.name}, {t(momentInWords(act.at, now))}
                </p>
                <blockquote className="sign">{act.text && <Foreign text={t(act.text)} />}</blockquote>
              </div>
            ))}
          </div>
        </details>
      )}
      {voided.map((act) => (
        <p key={act.id} className="s m voided">
          <Icon name="undo" size="s" />
          {t(texts[nameOf(act)])}: {t(texts.void(act.by.name, t(momentInWords(act.at, now))))}
        </p>
      ))}
    </section>
  );
}
