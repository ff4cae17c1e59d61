import { type Message } from '@libs/contracts';
import { arrivalReasons, isArrivalReason } from '@libs/intake';

/** Reasons that arise inside the house and not from what arrived. */
const ownReasons = {
  objected: {
    de: 'Eine Person hat die Rechnung beanstandet; sie wird nicht weitergegeben. Bitte klären Sie den Grund und geben Sie den Vorgang dann frei.',
    en: 'A person objected to the invoice; it does not go on. Settle the reason and then release the case.',
  },
  'finance-refused': {
    de: 'Die Buchhaltung hat die Übernahme abgelehnt; die Rechnung ist nicht gebucht. Bitte klären Sie den Grund im Verlauf und geben Sie den Vorgang dann frei.',
    en: 'The finance office refused the case; the invoice is not booked. Settle the reason shown in the timeline and then release the case.',
  },
  'reader-failed': {
    de: 'Der Beleg ließ sich wiederholt nicht verarbeiten; das Original ist unverändert aufbewahrt. Bitte sehen Sie ihn selbst an oder verständigen Sie die Administration.',
    en: 'The document could not be processed after several attempts; the original is kept unchanged. Look at it yourself or tell the administrator.',
  },
} as const satisfies Readonly<Record<string, Message>>;

const isOwn = (code: string): code is keyof typeof ownReasons => Object.hasOwn(ownReasons, code);

const unknownReason: Message = {
  de: 'Der Vorgang braucht eine Person. Bitte sehen Sie sich den Beleg und den Verlauf an.',
  en: 'The case needs a person. Look at the document and the timeline.',
};

/** Cause, consequence and next step for a reason code. */
export function reasonText(code: string): Message {
  if (isArrivalReason(code)) return arrivalReasons[code];
  return isOwn(code) ? ownReasons[code] : unknownReason;
}

/** Every reason code that an arrival or case may carry, for the OpenAPI. */
export const reasonCodes: readonly string[] = [...Object.keys(arrivalReasons), ...Object.keys(ownReasons)];
