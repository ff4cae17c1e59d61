import type { ExportList, ExportPreview, Message } from '@libs/contracts';
import { Link } from 'react-router';
import type { IconName } from '../../components/icon';
import { Status } from '../../components/status';
import { useLanguage } from '../../lib/language';
import { formatMoney, sum } from '../../lib/money';
import type { Tone } from '../../lib/stages';
import { texts } from './texts';

const names = ['bereit', 'gesperrt', 'uebergeben', 'gebucht'] as const;
export type ExportStage = (typeof names)[number];

export const stageOf = (name: string | null): ExportStage => names.find((one) => one === name) ?? 'bereit';

type Figures = { readonly count: number; readonly gross: string } | undefined;
type StagesProps = {
  readonly current: ExportStage;
  readonly list: ExportList;
  readonly preview: ExportPreview | undefined;
};

/** Ready, blocked, handed over, booked: each a count and a sum, and the way to its list. */
export function Stages({ current, list, preview }: StagesProps) {
  const { t } = useLanguage();
  const blocked: Figures = preview && {
    count: preview.blocked.length,
    gross: sum(preview.blocked.flatMap(({ gross }) => gross ?? [])),
  };
  const stages: readonly [ExportStage, Message, IconName, Tone, Figures][] = [
    ['bereit', texts.ready, 'okc', 'act', list.ready],
    ['gesperrt', texts.blocked, 'stop', 'danger', blocked],
    ['uebergeben', texts.handedOver, 'send', 'plain', list.handedOver],
    ['gebucht', texts.acknowledged, 'shield', 'ok', list.acknowledged],
  ];
  return (
    <nav className="stages panel" aria-label={t(texts.stages)}>
      {stages.map(([stage, name, icon, tone, figures]) => (
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
