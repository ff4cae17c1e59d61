import type { GrantState, Message, Role } from '@libs/contracts';

/** Roles by what they do, as the service instruction calls them. */
export const roleWords: Record<Role, Message> = {
  clerk: { de: 'Rechnungsstelle', en: 'Invoice desk' },
  certifier: { de: 'Feststellung', en: 'Certifier' },
  orderer: { de: 'Anordnung', en: 'Orderer' },
  finance: { de: 'Finanzbuchhaltung', en: 'Finance' },
  cashier: { de: 'Zahlungsabwicklung', en: 'Cash office' },
  auditor: { de: 'Rechnungsprüfung', en: 'Auditor' },
  administrator: { de: 'Administration', en: 'Administrator' },
  operator: { de: 'Betrieb', en: 'Operator' },
};

export const stateWords: Record<GrantState, Message> = {
  waiting: { de: 'Wartet auf Bestätigung', en: 'Waits to be confirmed' },
  now: { de: 'Gilt', en: 'Holds' },
  future: { de: 'Gilt später', en: 'Holds later' },
  past: { de: 'Beendet', en: 'Ended' },
};

export const texts = {
  loading: { de: 'Verwaltung wird geladen', en: 'Administration is loading' },
  more: { de: 'Weitere laden', en: 'Load more' },
  cancel: { de: 'Abbrechen', en: 'Cancel' },
  storing: { de: 'Wird gespeichert', en: 'Is being stored' },
  edit: { de: 'Bearbeiten …', en: 'Edit …' },
  reason: { de: 'Grund', en: 'Reason' },
  reasonHint: {
    de: 'Steht mit Ihrem Namen in der Prüfspur, zum Beispiel „Antrag des Personalamts vom 2.12.“',
    en: 'Stands in the audit trail with your name, for example "request of the personnel office of 2 December"',
  },
  reasonMissing: { de: 'Bitte nennen Sie den Grund.', en: 'Please give the reason.' },
  wholeEntity: { de: 'Ganzer Mandant', en: 'Whole entity' },
  sealed: { de: 'Versiegelt', en: 'Sealed' },
  none: { de: 'Nichts passt dazu.', en: 'Nothing fits.' },
  openFrom: (day: string) => ({ de: `ab ${day}`, en: `from ${day}` }),
  openUntil: (day: string) => ({ de: `bis ${day}`, en: `until ${day}` }),
  between: (from: string, until: string) => ({ de: `${from} bis ${until}`, en: `${from} to ${until}` }),
  always: { de: 'unbefristet', en: 'without end' },
};

export const roleTexts = {
  title: { de: 'Rollen', en: 'Roles' },
  caption: (name: string) => ({ de: `Rollen von ${name}`, en: `Roles of ${name}` }),
  role: { de: 'Rolle', en: 'Role' },
  unit: { de: 'Stelle', en: 'Unit' },
  days: { de: 'Tage', en: 'Days' },
  state: { de: 'Stand', en: 'State' },
  act: { de: 'Handlung', en: 'Act' },
  past: (count: string) => ({ de: `Beendete Rollen (${count})`, en: `Ended roles (${count})` }),
  byGroup: (group: string) => ({ de: `über die Gruppe ${group}`, en: `by the group ${group}` }),
  byProvider: (source: string) => ({ de: `vom Anmeldedienst ${source}`, en: `from the sign-in provider ${source}` }),
  givenBy: (name: string, when: string) => ({ de: `${name}, ${when}`, en: `${name}, ${when}` }),
  confirmedBy: (name: string) => ({ de: `bestätigt von ${name}`, en: `confirmed by ${name}` }),
  empty: { de: 'Noch keine Rolle', en: 'No role yet' },
  emptyWhat: {
    de: 'Ohne Rolle sieht und tut hier niemand etwas. Mit „Rolle geben“ legen Sie fest, was erlaubt ist, wo und wie lange.',
    en: 'Without a role nobody sees or does anything here. With "Give role" you say what is allowed, where and for how long.',
  },
  give: { de: 'Rolle geben …', en: 'Give role …' },
  giveTitle: (name: string) => ({ de: `Rolle geben: ${name}`, en: `Give a role: ${name}` }),
  giveWhat: {
    de: 'Die Rolle gilt in der Stelle und denen darunter, außer in versiegelten: Dort gilt nur, was ausdrücklich für sie vergeben ist.',
    en: 'The role holds in the unit and those below it, except in sealed ones: there only what was given for them by name holds.',
  },
  choose: { de: 'Bitte wählen', en: 'Please choose' },
  roleMissing: { de: 'Bitte wählen Sie eine Rolle.', en: 'Please choose a role.' },
  from: { de: 'Erster Tag', en: 'First day' },
  until: { de: 'Letzter Tag', en: 'Last day' },
  open: { de: 'Leer: unbefristet', en: 'Empty: without end' },
  second: {
    de: 'Gilt erst, wenn eine zweite Administration unter „Zu bestätigen“ zugestimmt hat.',
    en: 'Counts once a second administrator has agreed under "To confirm".',
  },
  giveNow: { de: 'Rolle geben', en: 'Give role' },
  end: { de: 'Beenden …', en: 'End …' },
  endOf: (role: string) => ({ de: `${role} beenden`, en: `End ${role}` }),
  endTitle: (role: string, name: string) => ({ de: `${role} beenden: ${name}`, en: `End ${role}: ${name}` }),
  endWhat: {
    de: 'Was unter der Rolle getan wurde, bleibt gültig und nachvollziehbar. Ohne Tag endet sie sofort.',
    en: 'What was done under the role stays valid and explained. Without a day it ends at once.',
  },
  lastDay: { de: 'Letzter Tag', en: 'Last day' },
  lastDayHint: { de: 'Leer: endet sofort', en: 'Empty: ends at once' },
  endNow: { de: 'Rolle beenden', en: 'End role' },
};
