import type { ExportPreview, ExportTotals } from '@libs/contracts';
import { Link } from 'react-router';
import { Button } from '../../components/button';
import { Foreign } from '../../components/foreign';
import { Icon } from '../../components/icon';
import { ProblemNote } from '../../components/notes';
import { Status } from '../../components/status';
import { useLanguage } from '../../lib/language';
import { compare, formatMoney } from '../../lib/money';
import { texts } from './texts';

type DryRunProps = {
  readonly preview: ExportPreview;
  readonly computing: boolean;
  readonly handing: boolean;
  readonly error: unknown;
  readonly onAgain: () => void;
  readonly onHandOver: () => void;
};

/** What would be handed over, to the cent, before anything is frozen. */
export function DryRun({ preview, computing, handing, error, onAgain, onHandOver }: DryRunProps) {
  const { t } = useLanguage();
  const { positions, totals, blocked, nextNumber } = preview;
  const some = positions.length > 0;
  return (
    <aside className="panel side" aria-label={t(texts.dryRun)} aria-busy={computing}>
      <header className="row">
        <h2 className="h2 grow">{t(texts.dryRun)}</h2>
        <Status icon={some ? 'okc' : 'info'} tone={some ? 'ok' : 'plain'}>
          {t(some ? texts.canGo : texts.nothingToGo)}
        </Status>
      </header>
      <div className="in">
        <Totals totals={totals} />
        <Changes preview={preview} />
        {blocked.length > 0 && (
          <div className="find">
            <Icon name="stop" tone="danger" />
            <div>
              <p className="b">{t(texts.staysBlocked(blocked.length))}</p>
              <p className="s">
                <Link to="/export?stand=gesperrt" className="link">
                  {t(texts.see)}
                </Link>
              </p>
            </div>
          </div>
        )}
        {error !== null && error !== undefined && <ProblemNote error={error} />}
        <p className="s m frozen">
          <Icon name="info" size="s" />
          <span>{t(texts.frozen)}</span>
        </p>
      </div>
      <footer>
        <Button kind="tertiary" icon="undo" busy={computing} onClick={onAgain}>
          {t(texts.again)}
        </Button>
        <span className="grow" />
        {some && (
          <Button kind="primary" icon="send" busy={handing} onClick={onHandOver}>
            {t(handing ? texts.handingOver : texts.handOver(nextNumber))}
          </Button>
        )}
      </footer>
    </aside>
  );
}

export function Totals({ totals }: { readonly totals: ExportTotals }) {
  const { t } = useLanguage();
  const { cases, rows, debit, credit, gross, currency } = totals;
  const balanced = compare(debit, credit) === 0;
  const lines: readonly [string, string][] = [
    [t(texts.casesRows), `${cases}, ${rows}`],
    [t(texts.gross), formatMoney(gross, currency)],
    ...(balanced
      ? ([[t(texts.debitCredit), formatMoney(debit, currency)]] as const)
      : ([
          [t(texts.debit), formatMoney(debit, currency)],
          [t(texts.credit), formatMoney(credit, currency)],
        ] as const)
    ).map(([name, value]): [string, string] => [name, value]),
  ];
  return (
    <table className="tot">
      <caption className="sr">{t(texts.totals)}</caption>
      <tbody>
        {lines.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Changes({ preview }: { readonly preview: ExportPreview }) {
  const { t } = useLanguage();
  const { changes, positions } = preview;
  if (changes.length === 0)
    return positions.length === 0 ? null : (
      <p className="s m">
        <Icon name="check" size="s" tone="ok" /> {t(texts.unchanged)}
      </p>
    );
  return (
    <section aria-labelledby="h-changes">
      <h3 className="h3" id="h-changes">
        {t(texts.changed(changes.length))}
      </h3>
      <ul>
        {changes.map(({ caseId, caseNumber, field, from, to, why }, index) => (
          <li key={`${caseId}-${field}-${index}`} className="chg">
            <span className="m">
              {field}
              <br />
              <span className="nw">{caseNumber}</span>
            </span>
            <span>
              <del>
                <Foreign text={from} />
              </del>{' '}
              <span className="sr">{t(texts.becomes)}</span>
              <br />
              <ins>
                <Foreign text={to} />
              </ins>
              <br />
              <span className="m">{t(why)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
