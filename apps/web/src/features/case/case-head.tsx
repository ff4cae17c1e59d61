import type { CaseDetail, Message } from '@libs/contracts';
import { Link, useNavigate } from 'react-router';
import { Foreign } from '../../components/foreign';
import { Icon } from '../../components/icon';
import { LiveNote } from '../../components/live-note';
import { Status } from '../../components/status';
import { formatDay } from '../../lib/dates';
import { visible } from '../../lib/foreign-text';
import { useLanguage } from '../../lib/language';
import { formatMoney, owedOf } from '../../lib/money';
import { stages } from '../../lib/stages';
import { useKeys } from '../../lib/use-keys';
import { currentTrail, neighboursOf } from '../../lib/worklist-trail';
import { openFindings } from './checks-section';
import { DueStrip } from './due-strip';
import { isOnPaper } from './paper/on-paper';
import { texts } from './texts';
import { useCurrentSection } from './use-current-section';

export function CaseHead({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useLanguage();
  const stage = stages[detail.stage];
  const seller = detail.seller ?? t(texts.noSeller);
  const reference = [
    detail.invoiceNumber !== null &&
      [
        detail.creditNote && t(texts.creditNote),
        detail.issueDate === null
          ? detail.invoiceNumber
          : t(texts.from(detail.invoiceNumber, formatDay(detail.issueDate))),
      ]
        .filter(Boolean)
        .join(' '),
    t(texts.caseNumber(detail.number)),
    detail.unit && `${detail.unit.number} ${detail.unit.name}`,
  ].filter(Boolean);
  return (
    <header className="data-head">
      <title>{`${visible(seller)} ${visible(detail.invoiceNumber ?? detail.number)} – Belegfluss`}</title>
      <div className="case-top">
        <div className="grow">
          <TrailLinks id={detail.id} />
          <h1 className="h1">
            <Foreign text={seller} />
          </h1>
          <p className="m">
            <Foreign text={reference.join(' · ')} />
          </p>
        </div>
        <div className="case-amount">
          <p className="amount">
            {detail.gross === null ? '–' : formatMoney(owedOf({ ...detail, gross: detail.gross }), detail.currency)}
          </p>
          <Status icon={stage.icon} tone={stage.tone}>
            {t(stage.name)}
          </Status>
        </div>
      </div>
      <DueStrip detail={detail} />
      <Sections detail={detail} />
    </header>
  );
}

/** Back to the list one came from, and through it. */
function TrailLinks({ id }: { readonly id: string }) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const trail = currentTrail();
  const at = trail?.ids.indexOf(id) ?? -1;
  const { before, after } = neighboursOf(id);
  const go = (to: string | undefined) => (): void => {
    if (to !== undefined) void navigate(`/faelle/${to}`);
  };
  useKeys({ j: go(before), l: go(after) });

  const arrow = (to: string | undefined, icon: 'chevron-left' | 'chevron-right', name: Message) =>
    to !== undefined && (
      <Link className="icon-btn icon-btn--s" to={`/faelle/${to}`} aria-label={t(name)} title={t(name)}>
        <Icon name={icon} />
      </Link>
    );
  return (
    <div className="trail s m">
      <Link to={trail?.href ?? '/'} className="link">
        {t(texts.back)}
      </Link>
      {trail && at !== -1 && (
        <>
          <span>{`· ${t(texts.position(at + 1, trail.total))}`}</span>
          {arrow(before, 'chevron-left', texts.previous)}
          {arrow(after, 'chevron-right', texts.next)}
        </>
      )}
      <span className="grow" />
      <LiveNote />
    </div>
  );
}

function Sections({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useLanguage();
  const findings = openFindings(detail).length + (detail.reason ? 1 : 0);
  const sections = [
    { id: 'pruefung', name: texts.checks, count: findings },
    { id: 'kontierung', name: texts.coding, count: 0 },
    ...(isOnPaper(detail) ? [] : [{ id: 'unterschriften', name: texts.signatures, count: 0 }]),
    { id: 'unterlagen', name: texts.attachments, count: 0 },
    { id: 'verlauf', name: texts.timeline, count: 0 },
  ];
  const current = useCurrentSection(sections.map(({ id }) => id));
  return (
    <nav className="tabs" aria-label={t(texts.sections)}>
      {sections.map(({ id, name, count }) => (
        <a
          key={id}
          href={`#${id}`}
          aria-current={id === current ? 'true' : undefined}
          onClick={(event) => {
            event.preventDefault();
            document.getElementById(id)?.scrollIntoView({ block: 'start' });
          }}
        >
          {t(name)}
          {count > 0 && <span className="cnt cnt--warn">{count}</span>}
        </a>
      ))}
    </nav>
  );
}
