import type { CaseDetail, Finding } from '@libs/contracts';
import { Foreign } from '../../components/foreign';
import { Icon, type IconName } from '../../components/icon';
import { Note } from '../../components/notes';
import { useLanguage } from '../../lib/language';
import { profileLabel } from './document/codes';
import { checkTexts, texts } from './texts';

const order: Record<Finding['severity'], number> = { fatal: 0, warning: 1, information: 2 };
const icons: Record<Finding['severity'], IconName> = { fatal: 'warn', warning: 'warn', information: 'info' };

/** Findings that a person should look at; mere information does not count. */
export const openFindings = ({ report }: Pick<CaseDetail, 'report'>): readonly Finding[] =>
  report?.findings.filter(({ severity }) => severity !== 'information') ?? [];

/** What the machine found, in words. One block is tinted at most: the reason to clarify, else the worst finding. */
export function ChecksSection({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useLanguage();
  const { report, reason } = detail;
  const findings = [...(report?.findings ?? [])].sort((a, b) => order[a.severity] - order[b.severity]);
  const [first, ...rest] = findings;
  const folded = reason ? findings : rest;
  return (
    <section id="pruefung" aria-labelledby="h-pruefung">
      <h2 className="sr" id="h-pruefung">
        {t(texts.checks)}
      </h2>
      <div className="stack stack--s">
        {reason && (
          <Note kind="warn" tinted>
            <p className="b">
              <Foreign text={t(reason.message)} />
            </p>
          </Note>
        )}
        {!reason && first && (
          <Note kind={first.severity === 'information' ? 'info' : 'warn'} tinted={first.severity !== 'information'}>
            <FindingText finding={first} />
          </Note>
        )}
        {folded.length > 0 && (
          // Where the reason sends people to the findings, they lie open.
          <details className="more" open={reason?.code === 'rules-fatal'}>
            <summary>{t(reason ? checkTexts.results(folded.length) : checkTexts.more(folded.length))}</summary>
            <ul className="findings">
              {folded.map((finding, index) => (
                <li key={`${finding.rule}-${index}`}>
                  <Icon name={icons[finding.severity]} tone={finding.severity === 'information' ? 'info' : 'warn'} />
                  <div>
                    <FindingText finding={finding} />
                  </div>
                </li>
              ))}
            </ul>
          </details>
        )}
        <Summary report={report} />
      </div>
    </section>
  );
}

function FindingText({ finding }: { readonly finding: Finding }) {
  const { t } = useLanguage();
  return (
    <>
      <p>
        <Foreign text={t(finding.message)} />
      </p>
      <p className="s m">
        {t(checkTexts[finding.severity])} · {finding.rule}
        {finding.terms.length > 0 && ` · ${finding.terms.join(', ')}`}
      </p>
    </>
  );
}

const ruleSetName = (name: string): string => (name === 'BELEGFLUSS' ? 'Belegfluss' : profileLabel(name));

function Summary({ report }: Pick<CaseDetail, 'report'>) {
  const { t } = useLanguage();
  if (!report) return <p className="s m">{t(checkTexts.notChecked)}</p>;
  const count = report.ruleSets.reduce((total, { rules }) => total + rules.length, 0);
  const names = report.ruleSets.map(({ name, version }) => `${ruleSetName(name)} ${version}`).join(', ');
  return (
    <p className="okline">
      {report.findings.length === 0 && report.notChecked.length === 0 && (
        <span>
          <Icon name="check" />
          {t(checkTexts.fine)}
        </span>
      )}
      <span>
        <Icon name="shield" />
        {t(checkTexts.rules(count, names))}
      </span>
      {report.notChecked.length > 0 && (
        <span title={report.notChecked.map(({ rule }) => rule).join(', ')}>
          <Icon name="pause" />
          {t(checkTexts.unjudged(report.notChecked.length))}
        </span>
      )}
    </p>
  );
}
