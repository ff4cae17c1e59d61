import { CaseView, type CaseRow } from '@libs/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Foreign } from '../../components/foreign';
import { Icon } from '../../components/icon';
import { MoreButton } from '../../components/more-button';
import { ProblemNote, Waiting } from '../../components/notes';
import { PageHead } from '../../components/page-head';
import { BASE } from '../../lib/api';
import { shortDay } from '../../lib/dates';
import { useLanguage } from '../../lib/language';
import { caseCounts, caseList } from '../../lib/queries';
import { hasRole, useSession } from '../../lib/session';
import { hrefOfView, nameOfView } from '../../lib/stages';
import { useToday } from '../../lib/use-now';
import { rememberTrail } from '../../lib/worklist-trail';
import { EmptyList } from './empty-list';
import { LateNote } from './late-note';
import { texts } from './texts';
import { WorklistTable } from './worklist-table';

export function WorklistPage() {
  const { t } = useLanguage();
  const [params] = useSearchParams();
  const today = useToday();
  const { data: session } = useSession();
  const view = CaseView.catch('mine').parse(params.get('ansicht') ?? 'mine');
  const q = params.get('q') ?? '';
  const list = useInfiniteQuery(caseList(view, q));
  const { data: counts } = useQuery(caseCounts());

  const rows: readonly CaseRow[] = list.data?.pages.flatMap((page) => page.items) ?? [];
  const total = q === '' ? counts?.[view] : undefined;
  useTrail(rows, total, `/?${params.toString()}`);

  const title = view === 'mine' ? t(texts.waiting) : t(nameOfView(view));
  return (
    <>
      <PageHead title={q === '' ? title : t(texts.found(q))} beside={t(shortDay(today, today))}>
        {view === 'paper' && rows.length > 0 && (
          <a className="kern-btn kern-btn--secondary" href={`${BASE}/paper-list`} download>
            <Icon name="download" size="s" />
            <span className="kern-label">{t(texts.paperList)}</span>
          </a>
        )}
        {session && hasRole(session, 'clerk') && (
          <Link to="/eingang" className="kern-btn kern-btn--secondary">
            <Icon name="upload" size="s" />
            <span className="kern-label">{t(texts.upload)}</span>
            <kbd aria-hidden="true">U</kbd>
          </Link>
        )}
      </PageHead>
      {q !== '' && (
        <div className="chips">
          <Link to={hrefOfView('mine')} className="chip chip--on">
            <Foreign text={q} />
            <Icon name="x" />
            <span className="sr">{t(texts.dropSearch)}</span>
          </Link>
        </div>
      )}
      {list.error && (
        <div className="page-note">
          <ProblemNote
            error={list.error}
            onRetry={() => {
              void list.refetch();
            }}
          />
        </div>
      )}
      {session && hasRole(session, 'clerk') && <LateNote />}
      {list.isPending && <Waiting>{t(texts.loading)}</Waiting>}
      {list.data && rows.length === 0 && <EmptyList view={view} q={q} counts={counts ?? {}} />}
      {rows.length > 0 && (
        <div className="tw panel" aria-busy={list.isPlaceholderData}>
          <WorklistTable rows={rows} />
          <MoreButton list={list} label={t(texts.more)} />
        </div>
      )}
      <footer className="keys">
        <span aria-hidden="true">
          <kbd>J</kbd> <kbd>K</kbd> {t(texts.move)}
        </span>
        <span aria-hidden="true">
          <kbd>Enter</kbd> {t(texts.open)}
        </span>
        {session && hasRole(session, 'clerk') && (
          <span aria-hidden="true">
            <kbd>U</kbd> {t(texts.uploadKey)}
          </span>
        )}
        <span className="grow" />
        <span role="status">{list.data && t(texts.shown(rows.length, total))}</span>
      </footer>
    </>
  );
}

/** Previous and next on the case page follow the list that is seen here. */
function useTrail(rows: readonly CaseRow[], total: number | undefined, href: string): void {
  useEffect(() => {
    if (rows.length > 0) rememberTrail({ href, ids: rows.map(({ id }) => id), total: total ?? rows.length });
  });
}
