import type { AuditEntry } from '@libs/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Foreign } from '../../components/foreign';
import { MoreButton } from '../../components/more-button';
import { ProblemNote, Waiting } from '../../components/notes';
import { PageHead } from '../../components/page-head';
import { formatMoment } from '../../lib/dates';
import { useLanguage } from '../../lib/language';
import { auditTrail } from '../../lib/queries';
import { kindName, texts } from './texts';

export function AuditPage() {
  const { t } = useLanguage();
  const trail = useInfiniteQuery(auditTrail());
  const entries = trail.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHead title={t(texts.title)} />
      <div className="scroll">
        <p className="m">{t(texts.what)}</p>
        {trail.error && <ProblemNote error={trail.error} />}
        {trail.isPending && <Waiting>{t(texts.loading)}</Waiting>}
        {trail.data && entries.length === 0 && <p>{t(texts.empty)}</p>}
        {entries.length > 0 && (
          <div className="panel list">
            <AuditTable entries={entries} />
          </div>
        )}
        <MoreButton list={trail} label={t(texts.more)} />
      </div>
    </>
  );
}

function AuditTable({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const { t } = useLanguage();
  return (
    <table className="kern-table audit" role="table">
      <caption className="sr">{t(texts.caption)}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {[texts.seq, texts.at, texts.who, texts.kind, texts.hash].map((name) => (
            <th key={name.de} scope="col" role="columnheader" className="kern-table__header">
              {t(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {entries.map(({ seq, at, actor, kind, subject, payload, hash }) => (
          <tr key={seq} role="row" className="kern-table__row">
            <th role="rowheader" scope="row" className="kern-table__cell num">
              {seq}
            </th>
            <td role="cell" className="kern-table__cell nw">
              {formatMoment(at)}
            </td>
            <td role="cell" className="kern-table__cell">
              {actor?.name ?? t(texts.machine)}
            </td>
            <td role="cell" className="kern-table__cell">
              <details className="more">
                <summary>{t(kindName(kind))}</summary>
                <p className="s m">{kind}</p>
                {subject !== null && (
                  <p className="s m">
                    {t(texts.subject)}:{' '}
                    {kind.startsWith('case-') ? (
                      <Link to={`/faelle/${subject}`} className="link">
                        {t(texts.toCase)}
                      </Link>
                    ) : (
                      <Foreign text={subject} />
                    )}
                  </p>
                )}
                {payload === null ? (
                  <p className="s m">{t(texts.erased)}</p>
                ) : (
                  <pre className="payload">
                    <Foreign text={JSON.stringify(payload, null, 2)} />
                  </pre>
                )}
              </details>
            </td>
            <td role="cell" className="kern-table__cell sha" title={hash}>
              {hash.slice(0, 16)} …
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
