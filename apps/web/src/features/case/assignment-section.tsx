import type { CaseDetail } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from '../../components/button';
import { ProblemNote } from '../../components/notes';
import { Picker } from '../../components/picker';
import { useLanguage } from '../../lib/language';
import { units } from '../../lib/queries';
import { assignTexts } from './texts';
import type { Assigning } from './use-assigning';

type AssignmentSectionProps = { readonly detail: CaseDetail; readonly assigning: Assigning };

/** Which unit handles the invoice: asked for where the Leitweg-ID names none, changeable before it is signed. */
export function AssignmentSection({ detail, assigning }: AssignmentSectionProps) {
  const { t } = useLanguage();
  const { data } = useQuery(units());
  const asked = detail.stage === 'assign';
  if (!detail.may.assign) return null;
  if (!asked && !assigning.opened)
    return (
      <div className="assigned">
        <span className="m">{t(assignTexts.unit)}</span>
        <span className="grow">{detail.unit ? `${detail.unit.number} ${detail.unit.name}` : '–'}</span>
        <Button kind="tertiary" onClick={assigning.open}>
          {t(assignTexts.change)}
        </Button>
      </div>
    );
  return (
    <section aria-labelledby="h-stelle" className="stack">
      <h2 className="h2" id="h-stelle">
        {t(assignTexts.title)}
      </h2>
      {asked && <p className="m">{t(assignTexts.why)}</p>}
      <div className="assign-row">
        <Picker
          label={t(assignTexts.unit)}
          choices={(data ?? []).map(({ id, number, name, leitwegId }) => ({
            id,
            name: `${number} ${name}`,
            ...(leitwegId !== null && { detail: leitwegId }),
          }))}
          selected={assigning.unit}
          onSelect={assigning.setUnit}
          placeholder={t(assignTexts.placeholder)}
          emptyText={t(assignTexts.none)}
        />
        {!asked && (
          <Button kind="secondary" busy={assigning.saving} onClick={assigning.save}>
            {t(assignTexts.assign)}
          </Button>
        )}
      </div>
      {assigning.missing && (
        <p className="s b" role="alert">
          {t(assignTexts.choose)}
        </p>
      )}
      {assigning.error !== null && <ProblemNote error={assigning.error} />}
    </section>
  );
}
