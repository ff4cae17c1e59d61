import { type Message } from '@libs/xrechnung';
import { arrivalOutcomes, fileReasons, machineReasons } from './reasons/file';
import { mailDoubts, mailReasons } from './reasons/mail';
import { pdfDoubts, pdfReasons } from './reasons/pdf-and-image';
import { contentReasons, xmlReasons } from './reasons/xml';

/** Why an arrival did not simply become an invoice: the word in the API, and cause, consequence and next step for people. */
export const arrivalReasons = {
  ...fileReasons,
  ...arrivalOutcomes,
  ...machineReasons,
  ...mailReasons,
  ...mailDoubts,
  ...xmlReasons,
  ...contentReasons,
  ...pdfReasons,
  ...pdfDoubts,
} as const satisfies Readonly<Record<string, Message>>;

export type ArrivalReason = keyof typeof arrivalReasons;

export const isArrivalReason = (word: string): word is ArrivalReason => Object.hasOwn(arrivalReasons, word);
