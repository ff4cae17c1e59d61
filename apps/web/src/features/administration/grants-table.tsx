import type { GrantState, RoleGrant } from '@libs/contracts';
import { Button } from '../../components/button';
import { Foreign } from '../../components/foreign';
import type { IconName } from '../../components/icon';
import { Status } from '../../components/status';
import { dayOf, formatDay } from '../../lib/dates';
import { useLanguage } from '../../lib/language';
import type { Tone } from '../../lib/stages';
import { daysInWords } from './days';
import type { Receiver } from './give-role-sheet';
import { roleTexts, roleWords, stateWords, texts } from './texts';

const looks: Record<GrantState, readonly [IconName, Tone]> = {
  waiting: ['pause', 'warn'],
  now: ['okc', 'ok'],
  future: ['clock', 'plain'],
  past: ['minus', 'plain'],
};

type GrantsTableProps = {
  readonly grants: readonly RoleGrant[];
  readonly receiver: Receiver;
  readonly onEnd?: ((grant: RoleGrant) => void) | undefined;
};

export function GrantsTable({ grants, receiver, onEnd }: GrantsTableProps) {
  const { t } = useLanguage();
  const heads = [roleTexts.role, roleTexts.unit, roleTexts.days, roleTexts.state, ...(onEnd ? [roleTexts.act] : [])];
  return (
    <table className="kern-table grants" role="table">
      <caption className="sr">{t(roleTexts.caption(receiver.name))}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {heads.map((name) => (
            <th key={name.de} scope="col" role="columnheader" className="kern-table__header">
              {name === roleTexts.act ? <span className="sr">{t(name)}</span> : t(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {grants.map((grant) => (
          <tr key={grant.id} role="row" className="kern-table__row two">
            <th role="rowheader" scope="row" className="kern-table__cell cell-wide">
              <span className="l1">{t(roleWords[grant.role])}</span>
              <span className="l2">
                <Origin grant={grant} receiver={receiver} />
              </span>
            </th>
            <td role="cell" className="kern-table__cell cell-wide">
              <span className="l1">
                {grant.unit ? `${grant.unit.number} ${grant.unit.name}` : t(texts.wholeEntity)}
              </span>
              {grant.unit?.sealed && (
                <span className="l2">
                  <Status icon="lock" tone="info">
                    {t(texts.sealed)}
                  </Status>
                </span>
              )}
            </td>
            <td role="cell" className="kern-table__cell cell-wide">
              {t(daysInWords(grant.validFrom, grant.revokedAt ? dayOf(grant.revokedAt) : grant.validUntil))}
            </td>
            <td role="cell" className="kern-table__cell cell-wide">
              <Status icon={looks[grant.state][0]} tone={looks[grant.state][1]}>
                {t(stateWords[grant.state])}
              </Status>
              <Signed grant={grant} />
            </td>
            {onEnd && (
              <td role="cell" className="kern-table__cell num cell-act">
                {grant.holder.kind === receiver.kind && grant.source === 'local' && (
                  <Button
                    kind="tertiary"
                    aria-label={`${t(roleTexts.end)} ${t(roleWords[grant.role])} ${grant.unit?.number ?? ''}`.trim()}
                    onClick={() => {
                      onEnd(grant);
                    }}
                  >
                    {t(roleTexts.end)}
                  </Button>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Why it was given, or by what way it came. */
function Origin({ grant, receiver }: { readonly grant: RoleGrant; readonly receiver: Receiver }) {
  const { t } = useLanguage();
  if (grant.holder.kind !== receiver.kind) return <Foreign text={t(roleTexts.byGroup(grant.holder.name))} />;
  if (grant.source !== 'local') return <Foreign text={t(roleTexts.byProvider(grant.source))} />;
  return <Foreign text={grant.reason === '' ? '–' : grant.reason} />;
}

function Signed({ grant }: { readonly grant: RoleGrant }) {
  const { t } = useLanguage();
  const given = grant.grantedBy && t(roleTexts.givenBy(grant.grantedBy.name, formatDay(dayOf(grant.grantedAt))));
  const confirmed = grant.confirmedBy && t(roleTexts.confirmedBy(grant.confirmedBy.name));
  if (!given && !confirmed) return null;
  return <span className="l2 under-status">{[given, confirmed].filter(Boolean).join(', ')}</span>;
}
