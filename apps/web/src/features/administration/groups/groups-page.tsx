import type { Group, Session } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useOutletContext } from 'react-router';
import { Button } from '../../../components/button';
import { Foreign } from '../../../components/foreign';
import { Icon } from '../../../components/icon';
import { ProblemNote, Waiting } from '../../../components/notes';
import { PageHead } from '../../../components/page-head';
import { useLanguage } from '../../../lib/language';
import { daysInWords } from '../days';
import { Empty } from '../empty';
import { GrantsSection } from '../grants-section';
import { groups } from '../queries';
import { texts as common } from '../texts';
import { GroupSheet } from './group-sheet';
import { texts } from './texts';

export function GroupsPage() {
  const { t } = useLanguage();
  const { data, error } = useQuery(groups());
  const [open, setOpen] = useState<Group | 'new' | null>(null);
  const add = (): void => {
    setOpen('new');
  };
  return (
    <>
      <PageHead title={t(texts.title)}>
        <Button kind="primary" icon="plus" onClick={add}>
          {t(texts.add)}
        </Button>
      </PageHead>
      {error && (
        <div className="page-note">
          <ProblemNote error={error} />
        </div>
      )}
      {!data && !error && <Waiting>{t(common.loading)}</Waiting>}
      {data?.length === 0 && (
        <div className="page-body panel">
          <Empty icon="users" title={texts.empty} what={texts.emptyWhat}>
            <Button onClick={add}>{t(texts.add)}</Button>
          </Empty>
        </div>
      )}
      {data && data.length > 0 && (
        <div className="scroll">
          {data.map((group) => (
            <GroupCard key={group.id} group={group} onEdit={setOpen} />
          ))}
        </div>
      )}
      {open !== null && (
        <GroupSheet
          group={open === 'new' ? undefined : open}
          onClose={() => {
            setOpen(null);
          }}
        />
      )}
    </>
  );
}

function GroupCard({ group, onEdit }: { readonly group: Group; readonly onEdit: (group: Group) => void }) {
  const { t } = useLanguage();
  const session = useOutletContext<Session>();
  const { id, name, members } = group;
  return (
    <article className="group" aria-labelledby={`h-${id}`}>
      <header className="row">
        <h2 className="h2 grow" id={`h-${id}`}>
          <Foreign text={name} />
        </h2>
        <Button
          aria-label={`${t(texts.edit)} ${name}`}
          onClick={() => {
            onEdit(group);
          }}
        >
          {t(texts.edit)}
        </Button>
      </header>
      <section className="panel" aria-label={t(texts.members(String(members.length)))}>
        <h3 className="panel-head h3">{t(texts.members(String(members.length)))}</h3>
        {members.length === 0 ? (
          <p className="panel-text m">{t(texts.noMembers)}</p>
        ) : (
          <ul className="panel-text plain-list">
            {members.map(({ person, validFrom, validUntil }) => (
              <li key={person.id}>
                <Icon name="person" />
                <Foreign text={person.name} />
                <span className="m">{t(daysInWords(validFrom, validUntil))}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <GrantsSection
        receiver={{ kind: 'group', id, name }}
        isOwn={members.some(({ person }) => person.id === session.person.id)}
      />
    </article>
  );
}
