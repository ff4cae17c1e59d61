import type { CaseView, Message, Session } from '@libs/contracts';
import type { IconName } from '../components/icon';
import { hasRole, hasWholeRole, sealedUnitsOf } from '../lib/session';
import { hrefOfView, views } from '../lib/stages';
import { texts } from './texts';

export type NavItem = {
  readonly href: string;
  readonly name: Message;
  readonly icon: IconName;
  /** The view whose count stands beside the name. */
  readonly counts?: CaseView;
  /** What waits for a second administrator is counted beside the name. */
  readonly countsWaiting?: true;
  /** Indented below the item before. */
  readonly sub?: boolean;
};
export type NavGroup = { readonly name: Message; readonly items: readonly NavItem[] };

const lookedUp: readonly CaseView[] = ['all', 'done', 'returned', 'paper-done', 'handed-over'];

const administration: readonly NavItem[] = [
  { href: '/verwaltung/personen', name: texts.people, icon: 'person' },
  { href: '/verwaltung/gruppen', name: texts.groups, icon: 'users' },
  { href: '/verwaltung/stellen', name: texts.units, icon: 'tree' },
  { href: '/verwaltung/bestaetigen', name: texts.toConfirm, icon: 'sign', countsWaiting: true },
  { href: '/verwaltung/mandant', name: texts.entity, icon: 'town' },
  { href: '/verwaltung/import', name: texts.import, icon: 'upload' },
];

/** What the navigation offers this person: only what their roles concern. */
export function navGroups(session: Session): readonly NavGroup[] {
  const mine = views.filter(({ roles }) => hasRole(session, ...roles));
  const item = ({ view, name, icon }: (typeof mine)[number]): NavItem => ({
    href: hrefOfView(view),
    name,
    icon,
    counts: view,
  });
  const waiting = mine
    .filter(({ view }) => !lookedUp.includes(view) && !['clarify', 'reading'].includes(view))
    .map((view): NavItem => (view.view === 'mine' ? item(view) : { ...item(view), sub: true }));
  const intake = mine.filter(({ view }) => ['clarify', 'reading'].includes(view)).map(item);
  const upload: NavItem = { href: '/eingang', name: texts.upload, icon: 'upload' };
  const lookup = mine.filter(({ view }) => lookedUp.includes(view)).map(item);
  const sealed: NavItem = { href: '/versiegelt', name: texts.sealed, icon: 'stop' };
  const insight: NavItem = { href: '/einsicht', name: texts.insight, icon: 'eye' };
  const operated: NavItem = { href: '/mandanten', name: texts.operated, icon: 'window' };
  const audit: NavItem = { href: '/pruefspur', name: texts.audit, icon: 'shield' };

  const groups: NavGroup[] = [
    {
      name: texts.finance,
      items: hasRole(session, 'finance')
        ? [{ href: '/export', name: texts.export, icon: 'send', counts: 'export' }]
        : hasRole(session, 'cashier', 'auditor')
          ? [{ href: '/export', name: texts.batches, icon: 'send' }]
          : [],
    },
    { name: texts.worklist, items: waiting.filter(({ counts }) => counts !== 'export') },
    { name: texts.intake, items: hasRole(session, 'clerk') ? [upload, ...intake] : intake },
    { name: texts.administration, items: hasRole(session, 'administrator') ? administration : [] },
    {
      name: texts.lookup,
      items: [
        ...lookup,
        ...(hasWholeRole(session, 'clerk', 'finance') ? [sealed] : []),
        ...(sealedUnitsOf(session).length > 0 ? [insight] : []),
        ...(hasRole(session, 'auditor', 'administrator') ? [audit] : []),
      ],
    },
    { name: texts.operation, items: hasRole(session, 'operator') ? [operated] : [] },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

/** Whether a link of the navigation leads to the page one is on. */
export function isCurrent(href: string, pathname: string, search: string): boolean {
  const [path = '', query = ''] = href.split('?');
  // the page of one person is part of the list of people
  if (path.startsWith('/verwaltung/') && pathname.startsWith(`${path}/`)) return true;
  if (path !== pathname) return false;
  const view = new URLSearchParams(search).get('ansicht');
  return path !== '/' || (new URLSearchParams(query).get('ansicht') ?? 'mine') === (view ?? 'mine');
}
