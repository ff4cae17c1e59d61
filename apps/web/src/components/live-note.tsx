import type { LiveEvent, Message } from '@libs/contracts';
import { momentInWords } from '../lib/dates';
import { useLanguage } from '../lib/language';
import { useLive, type Live } from '../lib/live';

const changed: Record<LiveEvent['kind'], Message> = {
  case: { de: 'ein Vorgang hat sich geändert', en: 'a case has changed' },
  arrival: { de: 'ein Beleg ist eingegangen', en: 'a document has arrived' },
  export: { de: 'der Export hat sich geändert', en: 'the export has changed' },
};

function sentence({ state, last }: Live): Message {
  if (state === 'connecting') return { de: 'Verbindung wird aufgebaut', en: 'Connecting' };
  if (state === 'offline')
    return {
      de: 'Keine Verbindung. Die Seite zeigt den letzten Stand und verbindet sich von selbst wieder.',
      en: 'No connection. The page shows the last state and reconnects by itself.',
    };
  if (!last) return { de: 'Live', en: 'Live' };
  const when = momentInWords(last.at.toISOString(), new Date());
  return {
    de: `Live · ${when.de}: ${changed[last.kind].de}`,
    en: `Live · ${when.en}: ${changed[last.kind].en}`,
  };
}

/** A quiet sentence: whether the page is up to date, and what changed last. */
export function LiveNote() {
  const { t } = useLanguage();
  const live = useLive();
  const text = t(sentence(live));
  return (
    <span className={`live live--${live.state}`} role="status" title={text}>
      <span className={live.state === 'offline' ? '' : 'ell'}>{text}</span>
    </span>
  );
}
