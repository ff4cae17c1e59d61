import { type Message } from '@libs/contracts';

/** More is asked for at once than this process does: nothing was done, and the same request is welcome in a few seconds. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded';

  constructor(
    readonly text: Message,
    readonly retryAfterSeconds: number,
  ) {
    super(text.en);
  }
}

export const tooManyReads = (): Overloaded =>
  new Overloaded(
    {
      de: 'Gerade wird so viel auf einmal abgefragt, dass diese Anfrage nicht an die Reihe kam. Es ist nichts geschehen. Bitte versuchen Sie es in einigen Sekunden noch einmal.',
      en: 'So much is being asked for at once that this request had no turn. Nothing has happened. Please try again in a few seconds.',
    },
    5,
  );

export const tooManySignIns = (): Overloaded =>
  new Overloaded(
    {
      de: 'Gerade wollen sich mehr auf einmal anmelden, als geprüft werden können. Das Kennwort wurde nicht geprüft, der Versuch zählt nicht. Bitte versuchen Sie es in einigen Sekunden noch einmal.',
      en: 'More are signing in at once than can be checked. The password was not looked at and the attempt does not count. Please try again in a few seconds.',
    },
    5,
  );

export const tooManyUploads = (): Overloaded =>
  new Overloaded(
    {
      de: 'Gerade werden so viele Sendungen auf einmal angenommen, wie möglich ist. Von dieser wurde nichts gelesen und nichts angenommen. Bitte senden Sie sie in einigen Sekunden noch einmal.',
      en: 'As many uploads are being accepted at once as is possible. Of this one nothing was read and nothing accepted. Send it again in a few seconds.',
    },
    10,
  );
