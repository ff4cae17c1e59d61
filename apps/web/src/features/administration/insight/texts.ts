export const texts = {
  title: { de: 'Einsicht', en: 'Insight' },
  what: {
    de: 'Was in Ihrer versiegelten Stelle liegt, sieht sonst niemand. Der Rechnungsprüfung geben Sie selbst Einsicht, für höchstens 90 Tage; jedes Mal steht in der Prüfspur.',
    en: 'Nobody else sees what lies in your sealed unit. You let the audit office look in yourself, for at most 90 days; each time stands in the audit trail.',
  },
  heading: (unit: string) => ({ de: `Wer in ${unit} Einsicht hat`, en: `Who may look into ${unit}` }),
  give: { de: 'Einsicht geben …', en: 'Let look in …' },
  giveTitle: (unit: string) => ({ de: `Einsicht in ${unit} geben`, en: `Let look into ${unit}` }),
  giveWhat: {
    de: 'Die Person liest alle Vorgänge der Stelle und ändert nichts.',
    en: 'The person reads all cases of the unit and changes nothing.',
  },
  giveNow: { de: 'Einsicht geben', en: 'Let look in' },
  auditor: { de: 'Rechnungsprüfung', en: 'Auditor' },
  auditorMissing: { de: 'Bitte wählen Sie, wer Einsicht bekommt.', en: 'Please choose who may look in.' },
  untilHint: { de: 'Höchstens 90 Tage, beide Tage zählen mit', en: 'At most 90 days, both days count' },
  untilMissing: { de: 'Bitte nennen Sie den letzten Tag.', en: 'Please give the last day.' },
  empty: { de: 'Niemand hat Einsicht', en: 'Nobody may look in' },
  emptyWhat: {
    de: 'Fragt die Rechnungsprüfung nach, geben Sie ihr hier Einsicht für einige Tage.',
    en: 'When the audit office asks, let it look in here for some days.',
  },
  noAuditors: {
    de: 'Hier arbeitet noch niemand in der Rechnungsprüfung; die Rolle vergibt die Administration.',
    en: 'Nobody works in the audit office yet; the administrator gives that role.',
  },
};
