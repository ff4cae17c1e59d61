/** What a reading child is asked for and what it answers. Plain data: it crosses a process border. */
export type ReadTask = { readonly kind: 'read-xml' | 'read-pdf'; readonly bytes: Uint8Array };
export type MailTask = { readonly kind: 'read-mail'; readonly bytes: Uint8Array };

type Message = { readonly de: string; readonly en: string };

/** The bytes were refused; `reason` is a word of the closed list in the OpenAPI. */
export type UnreadableResult = { readonly kind: 'unreadable'; readonly reason: string; readonly message: Message };

export type ReadResult =
  | {
      readonly kind: 'invoice';
      readonly syntax: string;
      readonly profile: string | null;
      /** The invoice as JSON, as `toRecord` of @libs/xrechnung writes it. */
      readonly record: unknown;
      readonly report: unknown;
      readonly usability: 'usable' | 'other-invoice' | 'doubtful';
      readonly usabilityReason: string;
      readonly usabilityMessage: Message;
      /** The XML taken out of a PDF, with its name. */
      readonly xml?: Uint8Array;
      readonly xmlName?: string;
    }
  /** A PDF without an XML invoice: a picture for `recognise`. */
  | { readonly kind: 'no-invoice'; readonly reason: 'needs-recognition' }
  | UnreadableResult;

export type MailPart = {
  /** As the sender claims; display text only. */
  readonly fileName: string | null;
  readonly contentType: string;
  readonly disposition: 'attachment' | 'inline' | null;
  readonly cid: string | null;
  /** How many attached mails it lies in: 0 is a part of the mail itself. */
  readonly depth: number;
  readonly size: number;
  readonly bytes: Uint8Array;
};

/** `report`: a delivery report, which may carry one of our own mails back; the names are those of the header fields. */
export type AutomaticSign =
  'auto-submitted' | 'report' | 'precedence' | 'list' | 'auto-response-suppress' | 'no-return-path' | 'mailer-daemon';

export type MailResult =
  | {
      readonly kind: 'mail';
      readonly from: readonly string[];
      readonly to: readonly string[];
      readonly subject: string | null;
      readonly messageId: string | null;
      readonly date: string | null;
      /** Signs that a machine wrote it: never answered. Empty for a mail of a person. */
      readonly automatic: readonly AutomaticSign[];
      readonly contentType: string;
      /** The plain text of the body, cut; null where there is none. */
      readonly text: string | null;
      /** The HTML body as it came, cut: never shown, it tells which pictures it refers to. */
      readonly html: string | null;
      readonly parts: readonly MailPart[];
    }
  | UnreadableResult;

const kindOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;

/** For `check` of `ChildPool.run`: an answer of another shape counts as a crash. */
export const isReadResult = (value: unknown): value is ReadResult =>
  ['invoice', 'no-invoice', 'unreadable'].some((kind) => kind === kindOf(value));
export const isMailResult = (value: unknown): value is MailResult =>
  ['mail', 'unreadable'].some((kind) => kind === kindOf(value));
