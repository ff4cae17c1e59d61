import { EntityDetail } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { TextArea, TextField } from '../../../components/field';
import { Note, ProblemNote, Waiting } from '../../../components/notes';
import { PageHead } from '../../../components/page-head';
import { change } from '../../../lib/api';
import { useLanguage } from '../../../lib/language';
import { ChangeSheet } from '../change-sheet';
import { entity as entityQuery } from '../queries';
import { texts as common } from '../texts';
import { texts } from './texts';

export function EntityPage() {
  const { t } = useLanguage();
  const { data, error } = useQuery(entityQuery());
  const [saved, setSaved] = useState(false);
  return (
    <>
      <PageHead title={t(texts.title)} />
      {error && (
        <div className="page-note">
          <ProblemNote error={error} />
        </div>
      )}
      {!data && !error && <Waiting>{t(common.loading)}</Waiting>}
      {data && (
        <div className="scroll">
          {saved && (
            <Note kind="ok" role="status">
              {t(texts.saved)}
            </Note>
          )}
          <EntityForm key={data.version} entity={data} onSaved={setSaved} />
        </div>
      )}
    </>
  );
}

const lines = (text: string): string[] => text.split(/\s+/).filter((line) => line !== '');

type EntityFormProps = { readonly entity: EntityDetail; readonly onSaved: (saved: boolean) => void };

function EntityForm({ entity, onSaved }: EntityFormProps) {
  const { t } = useLanguage();
  const { mailAddresses, signing, version } = entity;
  const [name, setName] = useState(entity.name);
  const [addresses, setAddresses] = useState(mailAddresses.join('\n'));
  const [fresh, setFresh] = useState(signing.freshMinutes === null ? '' : String(signing.freshMinutes));
  const [asking, setAsking] = useState(false);
  const isFreshRight = fresh === '' || (/^\d{1,3}$/.test(fresh) && Number(fresh) >= 1 && Number(fresh) <= 720);
  const body = {
    name,
    mailAddresses: lines(addresses),
    signing: { freshMinutes: fresh === '' ? null : Number(fresh) },
  };
  const isChanged = JSON.stringify(body) !== JSON.stringify({ name: entity.name, mailAddresses, signing });

  return (
    <form
      className="panel form-panel stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isFreshRight && name.trim() !== '' && isChanged) setAsking(true);
      }}
    >
      <p className="m">{t(texts.what)}</p>
      <TextField
        label={t(texts.name)}
        hint={t(texts.nameHint)}
        value={name}
        maxLength={120}
        error={name.trim() === '' ? t(texts.nameMissing) : undefined}
        onChange={({ target }) => {
          setName(target.value);
        }}
      />
      <TextArea
        label={t(texts.addresses)}
        hint={t(texts.addressesHint)}
        value={addresses}
        spellCheck={false}
        onChange={({ target }) => {
          setAddresses(target.value);
        }}
      />
      <TextField
        label={t(texts.fresh)}
        hint={t(texts.freshHint)}
        inputMode="numeric"
        className="inp inp--short"
        value={fresh}
        maxLength={3}
        error={isFreshRight ? undefined : t(texts.freshWrong)}
        onChange={({ target }) => {
          setFresh(target.value.trim());
        }}
      />
      <div className="form-acts">
        {!isChanged && <span className="s m">{t(texts.unchanged)}</span>}
        <Button kind="primary" type="submit" disabled={!isChanged}>
          {t(texts.save)}
        </Button>
      </div>
      {asking && (
        <ChangeSheet
          title={texts.saveTitle}
          confirm={texts.saveNow}
          onClose={() => {
            setAsking(false);
          }}
          onDone={() => {
            onSaved(true);
          }}
          send={(reason) => change('PUT', EntityDetail, '/entity', { body: { ...body, reason }, version })}
        />
      )}
    </form>
  );
}
