import { type Message } from '@libs/xrechnung';

/** A value that stands otherwise in the file than in the case. Every one is shown beside the file. */
export type Change = {
  readonly caseId: string;
  /** Heading of the column. */
  readonly field: string;
  readonly from: string;
  readonly to: string;
  readonly message: Message;
};

/** The change, or none where the value went in as it was. */
export function changeOf(caseId: string, field: string, from: string, to: string): readonly Change[] {
  if (from === to) return [];
  const message: Message = {
    de: `${field}: „${from}“ steht in der Datei als „${to}“, denn das DATEV-Format lässt dort nicht alle Zeichen oder nicht die ganze Länge zu. Der Beleg selbst bleibt unverändert; bitte beachten Sie dies beim Abgleich.`,
    en: `${field}: "${from}" is written to the file as "${to}", for the DATEV format does not take every character or the full length there. The invoice itself stays as it is; please mind this when you reconcile.`,
  };
  return [{ caseId, field, from, to, message }];
}
