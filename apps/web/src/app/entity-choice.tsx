import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Button } from '../components/button';
import { Foreign } from '../components/foreign';
import { Icon } from '../components/icon';
import { ProblemNote } from '../components/notes';
import { useLanguage } from '../lib/language';
import { ownEntities } from '../lib/queries';
import { changeEntity } from '../lib/session';
import { texts } from './texts';

/** Whoever works for several entities sees for which one now, and changes sides. */
export function EntityChoice() {
  const { t } = useLanguage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: entities } = useQuery(ownEntities());
  const [going, setGoing] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  if (!entities || entities.length < 2) return null;

  const change = async (id: string): Promise<void> => {
    setGoing(id);
    setError(null);
    try {
      await changeEntity(client, id);
      await navigate('/');
    } catch (failure) {
      setError(failure);
    } finally {
      setGoing(null);
    }
  };

  return (
    <section aria-label={t(texts.entities)}>
      <h2 className="cap">{t(texts.entities)}</h2>
      <ul className="entity-choice">
        {entities.map(({ id, name, current }) => (
          <li key={id}>
            {current ? (
              <p className="entity-here">
                <Icon name="check" tone="ok" />
                <span>
                  <Foreign text={name} />
                  <span className="s m file-more">{t(texts.entityHere)}</span>
                </span>
              </p>
            ) : (
              <Button kind="tertiary" busy={going === id} onClick={() => void change(id)}>
                {t(texts.entityChange(name))}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {error !== null && <ProblemNote error={error} />}
    </section>
  );
}
