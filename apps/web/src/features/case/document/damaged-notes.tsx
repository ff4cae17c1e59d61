import type { CaseDocument } from '@libs/contracts';
import { Foreign } from '../../../components/foreign';
import { Note } from '../../../components/notes';
import { formatMoment } from '../../../lib/dates';
import { useLanguage } from '../../../lib/language';
import { texts } from './texts';

/** The archive no longer holds what arrived: said where the document is looked at, until it is restored. */
export function DamagedNotes({ documents }: { readonly documents: readonly CaseDocument[] }) {
  const { t } = useLanguage();
  const damaged = documents.flatMap(({ id, fileName, damagedAt: since }) =>
    since === null ? [] : [{ id, fileName, since }],
  );
  if (damaged.length === 0) return null;
  return (
    <div className="damaged">
      {damaged.map(({ id, fileName, since }) => (
        <Note key={id} kind="danger" tinted role="alert">
          <p className="b">
            <Foreign text={t(texts.damaged(fileName))} />
          </p>
          <p>{t(texts.damagedMeans)}</p>
          <p>{t(texts.damagedNext)}</p>
          <p className="s m">{t(texts.damagedSince(formatMoment(since)))}</p>
        </Note>
      ))}
    </div>
  );
}
