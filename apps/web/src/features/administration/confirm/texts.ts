export const texts = {
  title: { de: 'Zu bestätigen', en: 'To confirm' },
  what: {
    de: 'Was eine Administration allein nicht darf, wartet hier auf eine zweite: Verwaltungsrechte, Rollen in versiegelten Stellen, das Lösen von Siegeln und neue E-Mail-Adressen von Personen mit solchen Rechten.',
    en: 'What one administrator may not do alone waits here for a second: administrators, roles in sealed units, lifting seals, and new e-mail addresses of people with such rights.',
  },
  roleFor: (role: string, name: string, place: string) => ({
    de: `${role} für ${name}, ${place}`,
    en: `${role} for ${name}, ${place}`,
  }),
  unseal: (unit: string) => ({ de: `Siegel der Stelle ${unit} lösen`, en: `Lift the seal of unit ${unit}` }),
  address: (name: string, email: string) => ({
    de: `Neue Adresse für ${name}: ${email}`,
    en: `New address for ${name}: ${email}`,
  }),
  unsealMeans: {
    de: 'Danach sehen Rechnungsstelle, Finanzbuchhaltung und Rechnungsprüfung ihre Vorgänge: Sozialdaten.',
    en: 'After that the desk, finance and auditors see its cases: social data.',
  },
  addressMeans: {
    de: 'Danach meldet sich die Person mit dieser Adresse an; wer sie liest, kann den Zugang übernehmen.',
    en: 'After that the person signs in with this address; whoever reads it can take the access over.',
  },
  administratorMeans: {
    de: 'Danach verwaltet die Person Personen, Rollen und Stellen dieses Mandanten.',
    en: 'After that the person runs people, roles and units of this entity.',
  },
  sealedMeans: {
    de: 'Danach sieht die Person die Vorgänge dieser versiegelten Stelle: Sozialdaten.',
    en: 'After that the person sees the cases of this sealed unit: social data.',
  },
  by: (name: string, when: string) => ({ de: `Angestoßen von ${name}, ${when}`, en: `Begun by ${name}, ${when}` }),
  reason: { de: 'Grund', en: 'Reason' },
  days: { de: 'Tage', en: 'Days' },
  mine: {
    de: 'Von Ihnen angestoßen: eine zweite Administration entscheidet.',
    en: 'Begun by you: a second administrator decides.',
  },
  forMe: {
    de: 'Das betrifft Sie selbst: eine andere Administration entscheidet.',
    en: 'This is about you: another administrator decides.',
  },
  confirm: { de: 'Bestätigen …', en: 'Confirm …' },
  confirmNow: { de: 'Bestätigen', en: 'Confirm' },
  decline: { de: 'Ablehnen …', en: 'Decline …' },
  declineNow: { de: 'Ablehnen', en: 'Decline' },
  withdraw: { de: 'Zurückziehen …', en: 'Take back …' },
  withdrawNow: { de: 'Zurückziehen', en: 'Take back' },
  declineWhat: {
    de: 'Es wird nichts wirksam. Wird es doch gebraucht, muss es neu angestoßen werden.',
    en: 'Nothing takes effect. If it is needed after all, it has to be begun anew.',
  },
  empty: { de: 'Nichts wartet auf Bestätigung.', en: 'Nothing waits to be confirmed.' },
  emptyWhat: {
    de: 'Gibt jemand eine Rolle in einer versiegelten Stelle, ernennt eine Administration oder will ein Siegel lösen, steht es hier, bis eine zweite Person entschieden hat.',
    en: 'When somebody gives a role in a sealed unit, appoints an administrator or wants to lift a seal, it stands here until a second person has decided.',
  },
};
