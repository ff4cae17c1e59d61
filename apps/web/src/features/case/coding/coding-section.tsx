import type { CaseDetail } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from '../../../components/button';
import { Note, ProblemNote } from '../../../components/notes';
import { useLanguage } from '../../../lib/language';
import { budgetLines } from '../../../lib/queries';
import { texts as caseTexts } from '../texts';
import { CodingEditor } from './coding-editor';
import { CodingTable } from './coding-table';
import { CreditorPanel } from './creditor-panel';
import { texts } from './texts';
import type { Coding } from './use-coding';

type CodingSectionProps = { readonly detail: CaseDetail; readonly coding: Coding };

export function CodingSection({ detail, coding }: CodingSectionProps) {
  const { t } = useLanguage();
  const { data: budget } = useQuery(budgetLines());
  const signed = detail.acts.some(({ standing, kind }) => standing && (kind === 'certify' || kind === 'order'));
  return (
    <section id="kontierung" aria-labelledby="h-kontierung">
      <div className="sec-head">
        <h2 className="h2 grow" id="h-kontierung">
          {t(texts.title)}
        </h2>
        {coding.editing && (
          <Button kind="tertiary" icon="plus" onClick={coding.split}>
            {t(texts.split)}
          </Button>
        )}
        {coding.editing && coding.changed && (
          <Button kind="tertiary" icon="undo" onClick={coding.discard}>
            {t(texts.cancel)}
          </Button>
        )}
        {!coding.editing && detail.may.code && (
          <Button kind="tertiary" icon="list" onClick={coding.open}>
            {t(texts.change)}
          </Button>
        )}
      </div>
      <div className="stack">
        {coding.stale && (
          <Note kind="warn" tinted role="alert">
            {t(caseTexts.stale)}
          </Note>
        )}
        {coding.editing && coding.stale && detail.coding.lines.length > 0 && (
          <details className="more" open>
            <summary>{t(texts.savedNow)}</summary>
            <CodingTable detail={detail} budget={budget ?? []} />
          </details>
        )}
        {coding.editing && signed && <Note kind="info">{t(texts.voids)}</Note>}
        {coding.editing ? (
          <CodingEditor detail={detail} coding={coding} budget={budget ?? []} />
        ) : (
          <CodingTable detail={detail} budget={budget ?? []} />
        )}
        {coding.tried && !coding.complete && (
          <Note kind="warn" tinted role="alert">
            {t(texts.wrong)}
          </Note>
        )}
        {coding.error !== null && <ProblemNote error={coding.error} />}
        <CreditorPanel detail={detail} coding={coding} />
      </div>
    </section>
  );
}
