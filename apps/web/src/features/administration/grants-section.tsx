import type { RoleGrant } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button';
import { ProblemNote, Waiting } from '../../components/notes';
import { useLanguage } from '../../lib/language';
import { EndRoleSheet } from './end-role-sheet';
import { GiveRoleSheet, type Receiver } from './give-role-sheet';
import { GrantsTable } from './grants-table';
import { roles } from './queries';
import { roleTexts, texts } from './texts';

type GrantsSectionProps = {
  readonly receiver: Receiver;
  /** Nobody changes their own roles. */
  readonly isOwn: boolean;
};

/** What somebody may do: now, later, and what was. */
export function GrantsSection({ receiver, isOwn }: GrantsSectionProps) {
  const { t } = useLanguage();
  const { data, error } = useQuery(roles({ [receiver.kind]: receiver.id }));
  const [giving, setGiving] = useState(false);
  const [ending, setEnding] = useState<RoleGrant | null>(null);
  const present = data?.filter(({ state }) => state !== 'past') ?? [];
  const past = data?.filter(({ state }) => state === 'past') ?? [];
  const heading = `h-rollen-${receiver.id}`;

  return (
    <section className="panel list" aria-labelledby={heading}>
      <div className="panel-head row">
        <h2 className="h2 grow" id={heading}>
          {t(roleTexts.title)}
        </h2>
        {!isOwn && (
          <Button
            kind={receiver.kind === 'person' ? 'primary' : 'secondary'}
            icon="plus"
            onClick={() => {
              setGiving(true);
            }}
          >
            {t(roleTexts.give)}
          </Button>
        )}
      </div>
      {error && <ProblemNote error={error} />}
      {!data && !error && <Waiting>{t(texts.loading)}</Waiting>}
      {data && present.length === 0 && (
        <div className="panel-text">
          <p className="b">{t(roleTexts.empty)}</p>
          <p className="m">{t(roleTexts.emptyWhat)}</p>
        </div>
      )}
      {present.length > 0 && <GrantsTable grants={present} receiver={receiver} onEnd={isOwn ? undefined : setEnding} />}
      {past.length > 0 && (
        <details className="more past-roles">
          <summary>{t(roleTexts.past(String(past.length)))}</summary>
          <GrantsTable grants={past} receiver={receiver} />
        </details>
      )}
      {giving && (
        <GiveRoleSheet
          receiver={receiver}
          onClose={() => {
            setGiving(false);
          }}
        />
      )}
      {ending && (
        <EndRoleSheet
          grant={ending}
          onClose={() => {
            setEnding(null);
          }}
        />
      )}
    </section>
  );
}
