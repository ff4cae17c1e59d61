import type { Person } from '@libs/contracts';
import { Link } from 'react-router';
import { Foreign } from '../../../components/foreign';
import { Status } from '../../../components/status';
import { dayOf, formatDay } from '../../../lib/dates';
import { useLanguage } from '../../../lib/language';
import { roleWords } from '../texts';
import { texts } from './texts';

export function PeopleTable({ rows }: { readonly rows: readonly Person[] }) {
  const { t } = useLanguage();
  return (
    <table className="kern-table people" role="table">
      <caption className="sr">{t(texts.caption)}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {[texts.name, texts.rolesToday, texts.access].map((name) => (
            <th key={name.de} scope="col" role="columnheader" className="kern-table__header">
              {t(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(({ id, name, email, roles, disabledAt }) => (
          <tr key={id} role="row" className="kern-table__row two">
            <th role="rowheader" scope="row" className="kern-table__cell cell-wide">
              <Link to={`/verwaltung/personen/${id}`} className="l1 row-link">
                <Foreign text={name} />
              </Link>
              <span className="l2">
                <Foreign text={email} />
              </span>
            </th>
            <td role="cell" className="kern-table__cell cell-wide">
              <RolesToday roles={roles} />
            </td>
            <td role="cell" className="kern-table__cell cell-wide">
              {disabledAt === null ? (
                <span className="m">{t(texts.mayEnter)}</span>
              ) : (
                <Status icon="stop" tone="danger">
                  {t(texts.since(formatDay(dayOf(disabledAt))))}
                </Status>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "Feststellung 40, 51 · Anordnung": each role once, with its units. */
function RolesToday({ roles }: { readonly roles: Person['roles'] }) {
  const { t } = useLanguage();
  if (roles.length === 0) return <span className="m">{t(texts.noRole)}</span>;
  const kinds = [...new Set(roles.map(({ role }) => role))];
  const said = kinds.map((kind) => {
    const units = roles.filter(({ role }) => role === kind).flatMap(({ unit }) => unit ?? []);
    return [t(roleWords[kind]), units.join(', ')].filter(Boolean).join(' ');
  });
  return <>{said.join(' · ')}</>;
}
