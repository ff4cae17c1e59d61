import type { AuditFault, ChainState } from '@libs/operations';

const faults: Readonly<Record<AuditFault, { readonly de: string; readonly en: string }>> = {
  gap: { de: 'er fehlt, die Nummern haben eine Lücke', en: 'it is missing, the numbers have a gap' },
  'previous-hash': { de: 'er hängt nicht am Eintrag davor', en: 'it does not hang on the entry before' },
  'entry-changed': { de: 'er wurde verändert', en: 'it was changed' },
  'payload-changed': { de: 'sein Inhalt wurde verändert', en: 'its content was changed' },
  'payload-missing': { de: 'sein Inhalt fehlt', en: 'its content is missing' },
  'end-missing': { de: 'er und alles Spätere fehlt', en: 'it and all that followed is missing' },
};

/** What the proof of one chain says, in German and English. */
export function sentence(entity: string, { entries, head, erased, fault }: ChainState): string {
  if (!fault) {
    const without = erased === 0 ? '' : `, ${erased} davon nach Fristablauf ohne Inhalt`;
    return `${entity}: Die Kette ist lückenlos, ${entries} Einträge${without}; letzter Hash ${head}.`;
  }
  const { de, en } = faults[fault.why];
  return (
    `${entity}: Die Kette ist bei Eintrag ${fault.seq} gebrochen: ${de}; die ${entries} Einträge davor stimmen. ` +
    `Bitte die Rechnungsprüfung benachrichtigen und mit der Sicherung vergleichen.\n` +
    `${entity}: The chain is broken at entry ${fault.seq}: ${en}; the ${entries} entries before are sound. ` +
    `Please tell the auditors and compare with the backup.`
  );
}
