import type { Message, TimelineEntry } from '@libs/contracts';
import type { IconName } from '../../components/icon';
import { profileLabel } from './document/codes';
import { formatMoney, isAmount } from '../../lib/money';

type Kind = TimelineEntry['kind'];
type Data = TimelineEntry['data'];

export const timelineIcons: Record<Kind, IconName> = {
  received: 'mail',
  read: 'doc',
  unreadable: 'stop',
  checked: 'shield',
  assigned: 'users',
  coded: 'list',
  certified: 'okc',
  ordered: 'sign',
  objected: 'x',
  returned: 'undo',
  released: 'check',
  exported: 'send',
  acknowledged: 'okc',
  refused: 'warn',
  'duplicate-arrived': 'copy',
  parked: 'pause',
  damaged: 'stop',
  restored: 'okc',
  'paper-sent': 'send',
  'paper-closed': 'okc',
  'to-paper': 'doc',
  'left-paper': 'flow',
};

/** Says `text` only where its value is known: an entry of an older version may lack it. */
const ifKnown = (value: string | null | undefined, text: (value: string) => string): string =>
  value === null || value === undefined || value === '' ? '' : text(value);

const reasonOf = ({ reason }: Data): Message => ({
  de: ifKnown(reason, (text) => ` Grund: ${text}`),
  en: ifKnown(reason, (text) => ` Reason: ${text}`),
});

const money = (amount: string | null | undefined): string =>
  ifKnown(amount, (value) => (isAmount(value) ? formatMoney(value) : value));

const channels: Readonly<Record<string, Message>> = {
  upload: { de: 'wurde hochgeladen', en: 'was uploaded' },
  mail: { de: 'kam per E-Mail', en: 'came by e-mail' },
  folder: { de: 'kam über den Ordner', en: 'came through the folder' },
};

const certificates: Readonly<Record<string, Message>> = {
  factual: { de: 'die sachliche Richtigkeit', en: 'the factual correctness' },
  arithmetical: { de: 'die rechnerische Richtigkeit', en: 'the arithmetical correctness' },
};

type Sentence = (by: string, data: Data) => Message;

/** What happened, as one sentence each; `by` is the person, or Belegfluss where no person acted. */
const sentences: Record<Kind, Sentence> = {
  'paper-sent': (by) => ({
    de: `${by} hat Rechnung und Laufzettel als versandt vermerkt.`,
    en: `${by} noted invoice and cover sheet as sent.`,
  }),
  'paper-closed': (by, data) => ({
    de: `${by} hat den Vorgang als auf Papier erledigt beendet.${reasonOf(data).de}`,
    en: `${by} ended the case as settled on paper.${reasonOf(data).en}`,
  }),
  'to-paper': (_by, { unit }) => ({
    de: `Die Stelle${ifKnown(unit, (name) => ` ${name}`)} arbeitet wieder auf Papier; der Vorgang geht mit.`,
    en: `The unit${ifKnown(unit, (name) => ` ${name}`)} works on paper again; the case goes along.`,
  }),
  'left-paper': (_by, { unit }) => ({
    de: `Die Stelle${ifKnown(unit, (name) => ` ${name}`)} arbeitet jetzt in Belegfluss; der Vorgang geht hier weiter.`,
    en: `The unit${ifKnown(unit, (name) => ` ${name}`)} works in Belegfluss now; the case goes on here.`,
  }),
  received: (_by, { channel, sender, number }) => {
    const came = channels[channel ?? ''] ?? { de: 'ging ein', en: 'arrived' };
    return {
      de: `Die Rechnung ${came.de}${ifKnown(sender, (from) => ` von ${from}`)}${ifKnown(number, (receipt) => ` (Eingang ${receipt})`)}. Damit begann die Zahlungsfrist.`,
      en: `The invoice ${came.en}${ifKnown(sender, (from) => ` from ${from}`)}${ifKnown(number, (receipt) => ` (arrival ${receipt})`)}. This started the payment period.`,
    };
  },
  read: (by, { profile }) => ({
    de: `${by} las die E-Rechnung${ifKnown(profile, (name) => ` (${profileLabel(name)})`)}.`,
    en: `${by} read the e-invoice${ifKnown(profile, (name) => ` (${profileLabel(name)})`)}.`,
  }),
  unreadable: (by) => ({
    de: `${by} konnte den Beleg nicht als Rechnung lesen. Das Original ist unverändert gespeichert.`,
    en: `${by} could not read the document as an invoice. The original is stored unchanged.`,
  }),
  checked: (by, { usable }) =>
    usable === 'usable'
      ? { de: `${by} prüfte die Rechnung: verwendbar.`, en: `${by} checked the invoice: usable.` }
      : {
          de: `${by} prüfte die Rechnung: Eine Person muss sie ansehen.`,
          en: `${by} checked the invoice: a person has to look at it.`,
        },
  assigned: (by, { name, basis }) => {
    if (name === null || name === undefined)
      return {
        de: `${by} fand keine Stelle zur Rechnung; eine Person ordnet sie zu.`,
        en: `${by} found no unit for the invoice; a person assigns it.`,
      };
    return {
      de: `${by} ordnete die Rechnung der Stelle ${name} zu${basis === 'leitweg-id' ? ', wie die Leitweg-ID es sagt' : ''}.`,
      en: `${by} assigned the invoice to unit ${name}${basis === 'leitweg-id' ? ', as the Leitweg-ID says' : ''}.`,
    };
  },
  coded: (by, { sum, count }) => ({
    de: `${by} kontierte ${money(sum) || 'die Rechnung'}${linesOf(count).de}.`,
    en: `${by} coded ${money(sum) || 'the invoice'}${linesOf(count).en}.`,
  }),
  certified: (by, { certificate }) => {
    const what = certificates[certificate ?? ''] ?? { de: 'die Rechnung', en: 'the invoice' };
    return { de: `${by} bestätigte ${what.de}.`, en: `${by} certified ${what.en}.` };
  },
  ordered: (by) => ({
    de: `${by} erteilte die Anordnung.`,
    en: `${by} gave the order.`,
  }),
  objected: (by, data) => ({
    de: `${by} lehnte die Rechnung ab.${reasonOf(data).de}`,
    en: `${by} declined the invoice.${reasonOf(data).en}`,
  }),
  returned: (by, data) => ({
    de: `${by} gab die Rechnung an den Lieferanten zurück.${reasonOf(data).de}`,
    en: `${by} returned the invoice to the supplier.${reasonOf(data).en}`,
  }),
  released: (by, data) => ({
    de: `${by} klärte die offene Frage und gab die Rechnung frei.${reasonOf(data).de}`,
    en: `${by} settled the open question and released the invoice.${reasonOf(data).en}`,
  }),
  exported: (by, { batch }) => ({
    de: `${by} übergab die Rechnung an die Buchhaltung${ifKnown(batch, (number) => ` mit Stapel ${number}`)}.`,
    en: `${by} handed the invoice over to the accounts${ifKnown(batch, (number) => ` with batch ${number}`)}.`,
  }),
  acknowledged: (by, { batch }) => ({
    de: `${by} bestätigte, dass die Buchhaltung die Rechnung übernommen hat${ifKnown(batch, (number) => ` (Stapel ${number})`)}.`,
    en: `${by} confirmed that the accounts have taken over the invoice${ifKnown(batch, (number) => ` (batch ${number})`)}.`,
  }),
  refused: (by, data) => ({
    de: `${by} meldete, dass die Buchhaltung die Rechnung zurückgewiesen hat.${reasonOf(data).de}`,
    en: `${by} reported that the accounts have refused the invoice.${reasonOf(data).en}`,
  }),
  'duplicate-arrived': (_by, { number }) => ({
    de: `Dieselbe Datei ging noch einmal ein${ifKnown(number, (receipt) => ` (Eingang ${receipt})`)}; es bleibt bei diesem Vorgang.`,
    en: `The same file arrived again${ifKnown(number, (receipt) => ` (arrival ${receipt})`)}; this case stays the only one.`,
  }),
  parked: (by) => ({
    de: `${by} legte den Beleg in die Klärung, weil er sich nicht verarbeiten ließ.`,
    en: `${by} put the document on the clarify shelf because it could not be processed.`,
  }),
  damaged: (by, { found }) =>
    found === 'missing'
      ? {
          de: `${by} prüfte das Archiv: Das Original fehlt dort.`,
          en: `${by} checked the archive: the original is missing there.`,
        }
      : {
          de: `${by} prüfte das Archiv: Das Original ist dort beschädigt.`,
          en: `${by} checked the archive: the original is damaged there.`,
        },
  restored: (by) => ({
    de: `${by} prüfte das Archiv: Das Original ist wieder unversehrt.`,
    en: `${by} checked the archive: the original is sound again.`,
  }),
};

export function sentenceFor({ kind, actor, data }: TimelineEntry): Message {
  return sentences[kind](actor?.name ?? 'Belegfluss', data);
}

function linesOf(lines: string | null | undefined): Message {
  if (lines === null || lines === undefined || lines === '') return { de: '', en: '' };
  if (lines === '1') return { de: ' auf eine Zeile', en: ' on one line' };
  return { de: ` auf ${lines} Zeilen`, en: ` on ${lines} lines` };
}
