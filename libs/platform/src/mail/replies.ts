import { StorageFull, TooLarge } from '../storage';
import { BareLineEnd } from './line-ends';

/** A reply to the sending server. Both languages, in ASCII: it comes back to a person in a bounce. */
export class Refused extends Error {
  constructor(
    readonly responseCode: number,
    text: string,
    options?: ErrorOptions,
  ) {
    super(text, options);
    this.name = 'Refused';
  }
}

export const unknownRecipient = (): Refused =>
  new Refused(
    550,
    'Diese Adresse nimmt keine Rechnungen an; die Mail wurde nicht zugestellt. Bitte die Adresse pruefen und erneut senden. / ' +
      'This address takes no invoices; the mail was not delivered. Please check the address and send it again.',
  );

export const tryLater = (cause?: unknown): Refused =>
  new Refused(
    451,
    'Der Rechnungseingang ist voruebergehend gestoert; die Mail wurde nicht angenommen. Sie wird spaeter erneut zugestellt. / ' +
      'Invoice intake is out of order for the moment; the mail was not accepted. Delivery will be tried again later.',
    { cause },
  );

const noRoom = (cause: unknown): Refused =>
  new Refused(
    452,
    'Im Rechnungseingang ist kein Speicherplatz frei; die Mail wurde nicht angenommen. Sie wird spaeter erneut zugestellt. / ' +
      'Invoice intake has no room left; the mail was not accepted. Delivery will be tried again later.',
    { cause },
  );

const tooLarge = (maxBytes: number): Refused => {
  const limit = Math.floor(maxBytes / 1_048_576);
  return new Refused(
    552,
    `Die Mail ist groesser als ${limit} MB und wurde nicht angenommen. Bitte aufteilen und erneut senden. / ` +
      `The mail is larger than ${limit} MB and was not accepted. Please split it and send it again.`,
  );
};

const bareLineEnd = (): Refused =>
  new Refused(
    554,
    'Die Mail enthaelt Zeilenenden, die nicht CRLF sind, und wurde nicht angenommen. Bitte mit einem anderen Mailprogramm senden. / ' +
      'The mail holds line ends that are not CRLF and was not accepted. Please send it with another mail program.',
  );

/** The reply for what went wrong while a mail was received. What is not known to be the sender's fault is ours: later. */
export function refusalFor(error: unknown, maxBytes: number): Refused {
  if (error instanceof TooLarge) return tooLarge(maxBytes);
  if (error instanceof BareLineEnd) return bareLineEnd();
  if (error instanceof StorageFull) return noRoom(error);
  return tryLater(error);
}
