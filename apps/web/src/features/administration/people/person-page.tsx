import type { HandedLink, PersonDetail, Session } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useOutletContext, useParams } from 'react-router';
import { Button } from '../../../components/button';
import { Foreign } from '../../../components/foreign';
import { Icon } from '../../../components/icon';
import { Note, ProblemNote, Waiting } from '../../../components/notes';
import { PageHead } from '../../../components/page-head';
import { visible } from '../../../lib/foreign-text';
import { formatMoment } from '../../../lib/dates';
import { useLanguage } from '../../../lib/language';
import { daysInWords } from '../days';
import { GrantsSection } from '../grants-section';
import { person as personQuery } from '../queries';
import { texts as common } from '../texts';
import { AccessSheet, ChangePersonSheet } from './change-person-sheet';
import { LinkHanded, LinkSheet } from './link-sheet';
import { texts } from './texts';

export function PersonPage() {
  const { t } = useLanguage();
  const { id = '' } = useParams();
  const session = useOutletContext<Session>();
  const { data: person, error } = useQuery(personQuery(id));
  if (error)
    return (
      <>
        <PageHead title={t(texts.title)} />
        <div className="page-note">
          <ProblemNote error={error} />
        </div>
      </>
    );
  if (!person) return <Waiting>{t(common.loading)}</Waiting>;
  return <PersonView key={person.id} person={person} isOwn={person.id === session.person.id} />;
}

function PersonView({ person, isOwn }: { readonly person: PersonDetail; readonly isOwn: boolean }) {
  const { t } = useLanguage();
  const [open, setOpen] = useState<'change' | 'access' | 'link' | null>(null);
  const [handed, setHanded] = useState<HandedLink | null>(null);
  const close = (): void => {
    setOpen(null);
  };
  const { id, name, email, disabledAt, groups } = person;
  return (
    <>
      <PageHead title={visible(name)} beside={<Foreign text={email} />}>
        <Button
          onClick={() => {
            setOpen('change');
          }}
        >
          {t(texts.change)}
        </Button>
        {!isOwn && disabledAt === null && (
          <Button
            onClick={() => {
              setOpen('link');
            }}
          >
            {t(texts.invite)}
          </Button>
        )}
        {!isOwn && (
          <Button
            kind="tertiary"
            icon={disabledAt === null ? 'stop' : 'okc'}
            onClick={() => {
              setOpen('access');
            }}
          >
            {t(disabledAt === null ? texts.disable : texts.enable)}
          </Button>
        )}
      </PageHead>
      <div className="scroll">
        <p>
          <Link to="/verwaltung/personen" className="link">
            {t(texts.back)}
          </Link>
        </p>
        {isOwn && <Note kind="info">{t(texts.own)}</Note>}
        {disabledAt !== null && (
          <Note kind="warn" tinted>
            <p className="b">{t(texts.since(formatMoment(disabledAt)))}</p>
            <p>{t(texts.sinceWhat)}</p>
          </Note>
        )}
        <GrantsSection receiver={{ kind: 'person', id, name }} isOwn={isOwn} />
        <section className="panel" aria-labelledby="h-gruppen">
          <div className="panel-head">
            <h2 className="h2" id="h-gruppen">
              {t(texts.groups)}
            </h2>
          </div>
          {groups.length === 0 ? (
            <p className="panel-text m">{t(texts.noGroups)}</p>
          ) : (
            <ul className="panel-text plain-list">
              {groups.map((group) => (
                <li key={group.id}>
                  <Icon name="users" />
                  <Foreign text={group.name} />
                  <span className="m">{t(daysInWords(group.validFrom, group.validUntil))}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
      {open === 'change' && <ChangePersonSheet person={person} onClose={close} />}
      {open === 'access' && <AccessSheet person={person} onClose={close} />}
      {open === 'link' && <LinkSheet person={person} onHanded={setHanded} onClose={close} />}
      {handed && (
        <LinkHanded
          handed={handed}
          onClose={() => {
            setHanded(null);
          }}
        />
      )}
    </>
  );
}
