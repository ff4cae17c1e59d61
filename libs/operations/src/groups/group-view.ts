import { type Group } from '@libs/contracts';
import { type GroupRow } from '@libs/db';
import { isoDay } from '../berlin';
import { notFound } from '../refusal';

export const groupNotFound = () => notFound({ de: 'Diese Gruppe', en: 'This group' });

export const groupView = ({ id, name, version, members }: GroupRow): Group => ({
  id,
  name,
  version,
  members: members
    .map(({ person, validFrom, validUntil }) => ({
      person,
      validFrom: isoDay(validFrom),
      validUntil: isoDay(validUntil),
    }))
    .sort((a, b) => a.person.name.localeCompare(b.person.name, 'de')),
});

/** What the audit chain says of the members: ids and days. */
export const memberFacts = (members: Group['members']) =>
  members.map(({ person, validFrom, validUntil }) => ({ person: person.id, validFrom, validUntil }));
