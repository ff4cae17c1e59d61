import { HandedLink as Handed, type PersonDetail } from '@libs/contracts';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { HandedLink } from '../../../components/handed-link';
import { Note } from '../../../components/notes';
import { Sheet } from '../../../components/sheet';
import { change, codeOf } from '../../../lib/api';
import { formatMoment } from '../../../lib/dates';
import { useLanguage } from '../../../lib/language';
import { ChangeSheet } from '../change-sheet';
import { texts } from './texts';

type LinkSheetProps = {
  readonly person: PersonDetail;
  readonly onHanded: (handed: Handed) => void;
  readonly onClose: () => void;
};

/** The link for the first password; who has one already gets a link for a new one. Whether they have, the answer tells. */
export function LinkSheet({ person, onHanded, onClose }: LinkSheetProps) {
  const [renewing, setRenewing] = useState(false);
  const send = async (reason: string): Promise<Handed> => {
    try {
      const door = renewing ? 'password-reset' : 'invitation';
      return await change('POST', Handed, `/people/${person.id}/${door}`, { body: { reason } });
    } catch (error) {
      if (codeOf(error) === 'has-password') setRenewing(true);
      throw error;
    }
  };
  return (
    <ChangeSheet
      title={texts.linkTitle(person.name)}
      what={renewing ? texts.renewWhat : texts.inviteWhat}
      confirm={renewing ? texts.renewNow : texts.inviteNow}
      onClose={onClose}
      onDone={onHanded}
      send={send}
    />
  );
}

/** What became of the link. One that goes by hand is shown this once, so it is not closed by a slip. */
export function LinkHanded({ handed, onClose }: { readonly handed: Handed; readonly onClose: () => void }) {
  const { t } = useLanguage();
  const { sentTo, link, expiresAt } = handed;
  const until = formatMoment(expiresAt);
  return (
    <Sheet title={t(link === null ? texts.linkDone : texts.linkReady)} onClose={onClose} dismissable={link === null}>
      <Note kind="ok" role="status">
        {t(sentTo === null ? texts.linkByHand(until) : texts.linkMailed(sentTo, until))}
      </Note>
      {link !== null && <HandedLink label={t(texts.link)} link={link} />}
      <div className="sheet-acts">
        <Button kind="primary" wide onClick={onClose}>
          {t(texts.close)}
        </Button>
      </div>
    </Sheet>
  );
}
