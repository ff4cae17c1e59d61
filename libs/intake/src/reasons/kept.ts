import { type Message } from '@libs/xrechnung';

/** Cause and next step, in German and in English, around a consequence. */
type Sentences = (causeDe: string, nextDe: string, causeEn: string, nextEn: string) => Message;

const withConsequence =
  (consequence: Message): Sentences =>
  (causeDe, nextDe, causeEn, nextEn) => ({
    de: `${causeDe} ${consequence.de} ${nextDe}`,
    en: `${causeEn} ${consequence.en} ${nextEn}`,
  });

/** The usual consequence: nothing is lost, and nothing goes on by itself. */
export const kept = withConsequence({
  de: 'Das Original ist unverändert aufbewahrt; es wurde keine Rechnung daraus übernommen.',
  en: 'The original is kept unchanged; no invoice was taken from it.',
});

/** The document is there, but a person has to look before anything is booked or paid. */
export const doubtful = withConsequence({
  de: 'Der Beleg liegt zur Klärung; ohne Prüfung wird nichts gebucht oder gezahlt.',
  en: 'The document waits for clarification; nothing is booked or paid without a check.',
});
