import { Group } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { IconButton } from '../../../components/button';
import { TextField } from '../../../components/field';
import { Foreign } from '../../../components/foreign';
import { Picker } from '../../../components/picker';
import { change } from '../../../lib/api';
import { useLanguage } from '../../../lib/language';
import { ChangeSheet } from '../change-sheet';
import { peopleLike } from '../queries';
import { texts as common } from '../texts';
import { texts } from './texts';

type GroupSheetProps = { readonly group: Group | undefined; readonly onClose: () => void };
type Member = Group['members'][number];

/** Name and members together: what is stored is what stands here. */
export function GroupSheet({ group, onClose }: GroupSheetProps) {
  const { t } = useLanguage();
  const [name, setName] = useState(group?.name ?? '');
  const [members, setMembers] = useState<readonly Member[]>(group?.members ?? []);
  const [tried, setTried] = useState(false);

  const send = (reason: string): Promise<Group> => {
    const body = {
      name,
      members: members.map(({ person, validFrom, validUntil }) => ({ person: person.id, validFrom, validUntil })),
      reason,
    };
    return group
      ? change('PUT', Group, `/groups/${group.id}`, { body, version: group.version })
      : change('POST', Group, '/groups', { body });
  };
  const put = (id: string, days: Partial<Pick<Member, 'validFrom' | 'validUntil'>>): void => {
    setMembers(members.map((member) => (member.person.id === id ? { ...member, ...days } : member)));
  };

  return (
    <ChangeSheet
      title={group ? texts.editTitle(group.name) : texts.addTitle}
      what={texts.what}
      confirm={group ? texts.editNow : texts.addNow}
      isComplete={name.trim() !== ''}
      onTried={() => {
        setTried(true);
      }}
      onClose={onClose}
      send={send}
    >
      <TextField
        label={t(texts.name)}
        value={name}
        maxLength={120}
        autoFocus
        error={tried && name.trim() === '' ? t(texts.nameMissing) : undefined}
        onChange={({ target }) => {
          setName(target.value);
        }}
      />
      <ul className="members">
        {members.map(({ person, validFrom, validUntil }) => (
          <li key={person.id}>
            <span className="member-name">
              <Foreign text={person.name} />
            </span>
            <TextField
              type="date"
              label={t(texts.from)}
              suffix={person.name}
              value={validFrom ?? ''}
              onChange={({ target }) => {
                put(person.id, { validFrom: target.value === '' ? null : target.value });
              }}
            />
            <TextField
              type="date"
              label={t(texts.until)}
              suffix={person.name}
              value={validUntil ?? ''}
              onChange={({ target }) => {
                put(person.id, { validUntil: target.value === '' ? null : target.value });
              }}
            />
            <IconButton
              name="x"
              label={t(texts.remove(person.name))}
              onClick={() => {
                setMembers(members.filter((member) => member.person.id !== person.id));
              }}
            />
          </li>
        ))}
      </ul>
      <MemberPicker
        taken={members.map(({ person }) => person.id)}
        onTake={(person) => {
          setMembers([...members, { person, validFrom: null, validUntil: null }]);
        }}
      />
    </ChangeSheet>
  );
}

type MemberPickerProps = { readonly taken: readonly string[]; readonly onTake: (person: Member['person']) => void };

function MemberPicker({ taken, onTake }: MemberPickerProps) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState('');
  const { data } = useQuery(peopleLike(useDeferredValue(typed.trim())));
  const offered = (data ?? []).filter(({ id }) => !taken.includes(id));
  return (
    <Picker
      label={t(texts.addMember)}
      placeholder={t(texts.typeName)}
      choices={offered.map(({ id, name, email }) => ({ id, name, detail: email }))}
      selected={null}
      onSelect={(id) => {
        const chosen = offered.find((person) => person.id === id);
        if (!chosen) return;
        onTake({ id: chosen.id, name: chosen.name });
        setTyped('');
      }}
      search={{ text: typed, onType: setTyped }}
      emptyText={t(common.none)}
    />
  );
}
