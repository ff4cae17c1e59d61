import { type SealedCase } from '@libs/contracts';
import { type CaseRecord, type Tx } from '@libs/db';
import { notFound, Refused } from '../refusal';

export const caseNotFound = () => notFound({ de: 'Diesen Vorgang', en: 'This case' });

/** Number and unit are no secret to those who carried it there, and everything else is. */
export const caseSealed = ({ number, unit }: SealedCase): Refused =>
  new Refused(
    'forbidden',
    'case-sealed',
    {
      de: `Der Vorgang ${number} liegt bei der Stelle ${unit.number} ${unit.name} und ist versiegelt: Seinen Inhalt sieht nur diese Stelle. Bitte wenden Sie sich bei Fragen dorthin und nennen Sie die Nummer.`,
      en: `Case ${number} lies with unit ${unit.number} ${unit.name} and is sealed: only that unit sees what it holds. Turn there with questions and give the number.`,
    },
    { number, unit },
  );

/** The case under a lock, or a refusal in words. */
export async function lockedCase(tx: Tx, caseId: string): Promise<CaseRecord> {
  const record = await tx.cases.lock(caseId);
  if (!record) throw caseNotFound();
  return record;
}

/** What was handed over does not change any more; the correction is a reversal batch. */
export function requireOpen(record: CaseRecord): void {
  if (record.positions.length > 0) {
    throw new Refused('conflict', 'handed-over', {
      de: `Der Vorgang ist mit Stapel ${record.positions[0]?.batch.number ?? ''} an die Buchhaltung übergeben. Er lässt sich nicht mehr ändern. Eine Korrektur geht nur über die Finanzbuchhaltung.`,
      en: `The case was handed over with batch ${record.positions[0]?.batch.number ?? ''}. It can no longer be changed. Corrections go through the finance office.`,
    });
  }
  if (record.stage === 'paper-done') {
    throw new Refused('conflict', 'settled-on-paper', {
      de: 'Der Vorgang wurde auf Papier erledigt und ist beendet. Es wurde nichts geändert. Eine Korrektur geht nur auf dem Papierweg.',
      en: 'The case was settled on paper and has ended. Nothing was changed. Corrections go on paper.',
    });
  }
  if (record.stage === 'returned') {
    throw new Refused('conflict', 'case-returned', {
      de: 'Die Rechnung wurde zurückgegeben, der Vorgang ist beendet. Es wurde nichts geändert. Eine neue Rechnung wird ein neuer Vorgang.',
      en: 'The invoice was returned and the case has ended. Nothing was changed. A new invoice becomes a new case.',
    });
  }
}

/** If-Match: whoever saw an older version has not seen what they would overwrite. */
export function requireVersion({ version }: { readonly version: number }, expected: number | undefined): void {
  if (expected === undefined || expected === version) return;
  throw new Refused(
    'conflict',
    'version-changed',
    {
      de: 'Der Stand hat sich geändert, seit Sie ihn gesehen haben. Ihre Änderung wurde nicht gespeichert, damit nichts verloren geht. Bitte sehen Sie sich den neuen Stand an und speichern Sie dann noch einmal.',
      en: 'The state has changed since you saw it. Your change was not stored, so that nothing is lost. Look at the new state and save again.',
    },
    { version },
  );
}
