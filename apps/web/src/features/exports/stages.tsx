import type { ExportList, ExportPreview, Message } from '@libs/contracts';
import { Link } from 'react-router';
import type { IconName } from '../../components/icon';
import { Status } from '../../components/status';
import { useLanguage } from '../../lib/language';
import { formatMoney, minus, sum } from '../../lib/money';
import type { Tone } from '../../lib/stages';
import { texts } from './texts';

const names = ['bereit', 'gesperrt', 'uebergeben', 'gebucht'] as const;
export type ExportStage = (typeof names)[number];

export const stageOf = (name: string | null): ExportStage => names.find((one) => one === name) ?? 'bereit';

type Figures = { readonly count: number; readonly gross: string } | undefined;
type StagesProps = {
  readonly current: ExportStage;
  readonly list: ExportList;
  readonly blocked: ExportPreview['blocked'] | undefined;
  /** Who hands nothing over sees the batches only. */
  readonly may: boolean;
};

/** Ready, blocked, handed over, booked: each a count and a sum, and the way to its list. */
export function Stages({ current, list, blocked, may }: StagesProps) {
  const { t } = useLanguage();
  const held: Figures = blocked && {
    count: blocked.length,
    gross: sum(blocked.flatMap(({ gross }) => gross ?? [])),
  };
  // What is blocked is ordered too, but not ready to go.
  const ready: Figures = held && {
    count: list.ready.count - held.count,
    gross: minus(list.ready.gross, held.gross),
  };
  const stages: readonly [ExportStage, Message, IconName, Tone, Figures][] = [
    ['bereit', texts.ready, 'okc', 'act', ready],
    ['gesperrt', texts.blocked, 'stop', 'danger', held],
    ['uebergeben', texts.handedOver, 'send', 'plain', list.handedOver],
    ['gebucht', texts.acknowledged, 'shield', 'ok', list.acknowledged],
  ];
  return (
    <nav className="stages panel" aria-label={t(texts.stages)}>
      {stages.slice(may ? 0 : 2).map(([stage, name, icon, tone, figures]) => (
        <Link
          key={stage}
          to={stage === 'bereit' ? '/export' : `/export?stand=${stage}`}
          aria-current={stage === current ? 'true' : undefined}
        >
          <Status icon={icon} tone={tone}>
            {t(name)}
          </Status>
          <span className="stage-figures">
            <span className="big">{figures?.count ?? '–'}</span>
            <span className="s m">{figures && figures.count > 0 ? formatMoney(figures.gross) : ''}</span>
          </span>
        </Link>
      ))}
    </nav>
  );
}
