import type { PersonQuery } from '@libs/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { Button } from '../../../components/button';
import { MoreButton } from '../../../components/more-button';
import { ProblemNote, Waiting } from '../../../components/notes';
import { PageHead } from '../../../components/page-head';
import { useLanguage } from '../../../lib/language';
import { Empty } from '../empty';
import { people } from '../queries';
import { texts as common } from '../texts';
import { AddPersonSheet } from './add-person-sheet';
import { PeopleTable } from './people-table';
import { texts } from './texts';

const states = ['all', 'active', 'disabled'] as const;
const stateOf = (name: unknown): PersonQuery['state'] =>
  states.slice(1).find((one): one is 'active' | 'disabled' => one === name);

export function PeoplePage() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [typed, setTyped] = useState(params.get('q') ?? '');
  const q = useDeferredValue(typed.trim());
  const state = stateOf(params.get('zugang'));
  const list = useInfiniteQuery(people(q, state));
  const [adding, setAdding] = useState(false);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];

  return (
    <>
      <PageHead title={t(texts.title)}>
        <Link to="/verwaltung/import?art=people" className="kern-btn kern-btn--tertiary">
          <span className="kern-label">{t(texts.import)}</span>
        </Link>
        <Button
          kind="primary"
          icon="plus"
          onClick={() => {
            setAdding(true);
          }}
        >
          {t(texts.add)}
        </Button>
      </PageHead>
      <div className="chips" role="search">
        <input
          type="search"
          className="inp people-search"
          aria-label={t(texts.search)}
          placeholder={t(texts.search)}
          value={typed}
          maxLength={100}
          onChange={({ target }) => {
            setTyped(target.value);
          }}
        />
        <ToggleButtonGroup
          className="choice-row"
          aria-label={t(texts.filter)}
          disallowEmptySelection
          selectedKeys={[state ?? 'all']}
          onSelectionChange={([chosen]) => {
            setParams(chosen === 'all' ? {} : { zugang: String(chosen) });
          }}
        >
          {states.map((one) => (
            <ToggleButton key={one} id={one} className="chip">
              {t(texts[one])}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </div>
      {list.error && (
        <div className="page-note">
          <ProblemNote error={list.error} />
        </div>
      )}
      {list.isPending && <Waiting>{t(common.loading)}</Waiting>}
      {list.data && (
        <div className="tw panel">
          {rows.length === 0 ? (
            <Empty icon="person" title={texts.emptySearch} what={texts.emptySearchWhat} />
          ) : (
            <PeopleTable rows={rows} />
          )}
          <MoreButton list={list} label={t(common.more)} />
        </div>
      )}
      {adding && (
        <AddPersonSheet
          onClose={() => {
            setAdding(false);
          }}
          onDone={({ id }) => {
            void navigate(`/verwaltung/personen/${id}`);
          }}
        />
      )}
    </>
  );
}
