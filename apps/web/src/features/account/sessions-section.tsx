import type { OpenSession } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from '../../components/button';
import { ProblemNote } from '../../components/notes';
import { Status } from '../../components/status';
import { remove } from '../../lib/api';
import { formatMoment } from '../../lib/dates';
import { useLanguage } from '../../lib/language';
import { agentName } from './agent-name';
import { openSessions } from './queries';
import { OwnRow, Section } from './section';
import { sessionTexts } from './texts';
import { useOwnChange } from './use-own-change';

export function SessionsSection() {
  const { t } = useLanguage();
  const { data: sessions, error } = useQuery(openSessions());
  const end = useOwnChange((id: string) => remove(`/sessions/${id}`), 'sessions');
  const problem = error ?? end.error;
  return (
    <Section title={t(sessionTexts.title)} what={t(sessionTexts.what)}>
      {problem && <ProblemNote error={problem} />}
      {sessions && (
        <ul>
          {sessions.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              ending={end.isPending && end.variables === session.id}
              onEnd={() => end.mutate(session.id)}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

type SessionRowProps = { readonly session: OpenSession; readonly ending: boolean; readonly onEnd: () => void };

function SessionRow({ session, ending, onEnd }: SessionRowProps) {
  const { t } = useLanguage();
  const { agent, current, startedAt, lastSeenAt } = session;
  const name = agentName(agent) ?? t(sessionTexts.unknownAgent);
  return (
    <OwnRow name={name} more={t(sessionTexts.since(formatMoment(startedAt), formatMoment(lastSeenAt)))}>
      {current ? (
        <Status icon="okc" tone="ok">
          {t(sessionTexts.here)}
        </Status>
      ) : (
        <Button kind="tertiary" busy={ending} onClick={onEnd}>
          {t(sessionTexts.end)} <span className="sr">{name}</span>
        </Button>
      )}
    </OwnRow>
  );
}
