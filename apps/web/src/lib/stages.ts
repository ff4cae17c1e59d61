import type { CaseView, Message, Role, Stage } from '@libs/contracts';

export type Tone = 'plain' | 'act' | 'ok' | 'warn' | 'danger' | 'info';

/** The words for where a case stands; one word, one icon each. */
export const stages: Record<Stage, { readonly name: Message; readonly icon: StageIcon; readonly tone: Tone }> = {
  reading: { name: { de: 'Neu eingegangen', en: 'Newly received' }, icon: 'clock', tone: 'plain' },
  clarify: { name: { de: 'In Klärung', en: 'To be clarified' }, icon: 'inbox', tone: 'warn' },
  assign: { name: { de: 'Zuordnung bestätigen', en: 'Confirm unit' }, icon: 'ask', tone: 'warn' },
  paper: { name: { de: 'Auf Papier', en: 'On paper' }, icon: 'doc', tone: 'act' },
  code: { name: { de: 'Zu kontieren', en: 'To be coded' }, icon: 'list', tone: 'act' },
  certify: { name: { de: 'Zu bestätigen', en: 'To be certified' }, icon: 'shield', tone: 'act' },
  order: { name: { de: 'Anzuordnen', en: 'To be ordered' }, icon: 'sign', tone: 'act' },
  export: { name: { de: 'Bereit zur Übergabe', en: 'Ready for hand-over' }, icon: 'okc', tone: 'act' },
  'handed-over': { name: { de: 'Übergeben', en: 'Handed over' }, icon: 'send', tone: 'plain' },
  done: { name: { de: 'Gebucht', en: 'Booked' }, icon: 'okc', tone: 'ok' },
  returned: { name: { de: 'Zurückgegeben', en: 'Returned' }, icon: 'undo', tone: 'plain' },
  'paper-done': { name: { de: 'Auf Papier erledigt', en: 'Settled on paper' }, icon: 'okc', tone: 'plain' },
};
type StageIcon = 'doc' | 'folder' | 'clock' | 'inbox' | 'ask' | 'list' | 'shield' | 'sign' | 'okc' | 'send' | 'undo';

export type View = {
  readonly view: CaseView;
  readonly name: Message;
  readonly icon: StageIcon;
  readonly roles: readonly Role[];
};

const readers: readonly Role[] = ['auditor'];

/** The views of the worklist; each is offered to the roles it concerns. */
export const views: readonly View[] = [
  {
    view: 'mine',
    name: { de: 'Alles Wartende', en: 'All waiting' },
    icon: 'list',
    roles: ['clerk', 'certifier', 'orderer', 'finance', 'cashier'],
  },
  { view: 'reading', name: stages.reading.name, icon: 'clock', roles: ['clerk'] },
  { view: 'assign', name: stages.assign.name, icon: 'ask', roles: ['clerk'] },
  { view: 'paper', name: stages.paper.name, icon: 'doc', roles: ['clerk'] },
  { view: 'code', name: stages.code.name, icon: 'list', roles: ['clerk'] },
  { view: 'certify', name: stages.certify.name, icon: 'shield', roles: ['certifier', 'clerk'] },
  { view: 'order', name: stages.order.name, icon: 'sign', roles: ['orderer', 'clerk'] },
  { view: 'clarify', name: { de: 'Klärung', en: 'Clarify' }, icon: 'inbox', roles: ['clerk', 'certifier', 'orderer'] },
  { view: 'export', name: stages.export.name, icon: 'okc', roles: ['finance'] },
  { view: 'handed-over', name: stages['handed-over'].name, icon: 'send', roles: ['finance', 'cashier'] },
  {
    view: 'all',
    name: { de: 'Alle Vorgänge', en: 'All cases' },
    icon: 'folder',
    roles: ['clerk', 'certifier', 'orderer', 'finance', 'cashier', ...readers],
  },
  { view: 'done', name: stages.done.name, icon: 'okc', roles: [...readers, 'finance'] },
  { view: 'paper-done', name: stages['paper-done'].name, icon: 'okc', roles: [...readers, 'clerk'] },
  { view: 'returned', name: stages.returned.name, icon: 'undo', roles: [...readers, 'clerk'] },
];

export const nameOfView = (view: CaseView): Message =>
  views.find((one) => one.view === view)?.name ?? { de: 'Vorgänge', en: 'Cases' };

export const hrefOfView = (view: CaseView): string => (view === 'mine' ? '/' : `/?ansicht=${view}`);
