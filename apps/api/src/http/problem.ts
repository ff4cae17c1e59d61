import { type Message } from '@libs/contracts';
import { isDatabaseAway, isOverloaded, Refused, type RefusalKind } from '@libs/operations';
import { StorageAway, StorageError, StorageFull, TooLarge } from '@libs/platform';
import { HttpException } from '@nestjs/common';
import { Overloaded } from './overloaded';

const statusOf: Record<RefusalKind, number> = {
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  invalid: 422,
  'too-large': 413,
  throttled: 429,
};

const titles: Readonly<Record<number, Message>> = {
  400: { de: 'Anfrage nicht lesbar', en: 'Request cannot be read' },
  401: { de: 'Nicht angemeldet', en: 'Not signed in' },
  403: { de: 'Nicht erlaubt', en: 'Not allowed' },
  404: { de: 'Nicht gefunden', en: 'Not found' },
  405: { de: 'So nicht möglich', en: 'Not possible this way' },
  409: { de: 'Stand hat sich geändert', en: 'State has changed' },
  413: { de: 'Zu groß', en: 'Too large' },
  415: { de: 'Form der Anfrage unbekannt', en: 'Unsupported form of request' },
  422: { de: 'Angabe passt nicht', en: 'Value does not fit' },
  429: { de: 'Zu viele Versuche', en: 'Too many attempts' },
  500: { de: 'Unerwarteter Fehler', en: 'Unexpected error' },
  503: { de: 'Vorübergehend nicht möglich', en: 'Not possible at the moment' },
  507: { de: 'Kein Speicherplatz', en: 'No storage left' },
};

export type Described = {
  readonly status: number;
  readonly code: string;
  readonly titles: Message;
  readonly message: Message;
  /** More for programs: the new content hash, the limit. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds?: number;
  /** Not a refusal but a failure: it is logged. */
  readonly unexpected: boolean;
};

/** What a failure means for the one who asked. */
export function describe(error: unknown): Described {
  if (error instanceof Refused) {
    const { kind, code, text, details, retryAfterSeconds } = error;
    return {
      ...expected(statusOf[kind], code, text, details),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    };
  }
  if (error instanceof TooLarge)
    return expected(413, 'too-large', error.text, { reason: 'too-large', maxBytes: error.maxBytes });
  if (error instanceof StorageFull) return expected(507, 'storage-full', error.text);
  if (error instanceof StorageAway)
    return { ...expected(503, 'unavailable', error.text), retryAfterSeconds: 5, unexpected: true };
  if (error instanceof StorageError) return { ...expected(500, 'archive-failed', error.text), unexpected: true };
  const status = httpStatus(error);
  if (status !== undefined && status < 500) return expected(status, codeOf(status), texts[status] ?? unreadable);
  if (error instanceof Overloaded)
    return { ...expected(503, 'overloaded', error.text), retryAfterSeconds: error.retryAfterSeconds };
  if (isOverloaded(error))
    return { ...expected(503, 'overloaded', overloaded), retryAfterSeconds: 5, unexpected: true };
  if (isDatabaseAway(error)) return { ...expected(503, 'unavailable', away), retryAfterSeconds: 5, unexpected: true };
  return { ...expected(500, 'unexpected', unexpectedText), unexpected: true };
}

const expected = (
  status: number,
  code: string,
  message: Message,
  details: Readonly<Record<string, unknown>> = {},
): Described => ({
  status,
  code,
  titles: titles[status] ?? { de: 'Fehler', en: 'Error' },
  message,
  details,
  unexpected: false,
});

/** Nest and Fastify both put a status on the errors they expect. */
function httpStatus(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

const codeOf = (status: number): string =>
  ({
    404: 'not-found',
    405: 'method-not-allowed',
    413: 'too-large',
    415: 'unsupported-media-type',
    429: 'too-many-requests',
  })[status] ?? 'bad-request';

const unreadable: Message = {
  de: 'Die Anfrage ist nicht lesbar oder unvollständig. Es wurde nichts geändert. Bitte prüfen Sie ihre Form (die Schnittstelle ist unter /api/v1/openapi.json beschrieben).',
  en: 'The request cannot be read or is incomplete. Nothing was changed. Check its form (the interface is described at /api/v1/openapi.json).',
};

const texts: Readonly<Record<number, Message>> = {
  404: {
    de: 'Diese Adresse gibt es nicht. Es wurde nichts getan. Bitte prüfen Sie sie; die Schnittstelle ist unter /api/v1/openapi.json beschrieben.',
    en: 'This address does not exist. Nothing was done. Check it; the interface is described at /api/v1/openapi.json.',
  },
  405: {
    de: 'Diese Adresse gibt es, aber nicht mit dieser Methode. Es wurde nichts getan. Die Kopfzeile Allow nennt, was möglich ist.',
    en: 'This address exists, but not with this method. Nothing was done. The header Allow names what is possible.',
  },
  413: {
    de: 'Die Anfrage ist größer als erlaubt. Es wurde nichts angenommen. Bitte teilen oder verkleinern und erneut senden.',
    en: 'The request is larger than allowed. Nothing was accepted. Split it or make it smaller and send it again.',
  },
};

const away: Message = {
  // whether it broke before the commit or after it nobody here can tell
  de: 'Die Datenbank antwortet gerade nicht; ob Ihre Eingabe noch gespeichert wurde, ist ungewiss. Bitte laden Sie die Seite in einigen Sekunden neu und wiederholen Sie nur, was dann fehlt.',
  en: 'The database does not answer at the moment; whether what you sent was still stored is uncertain. Reload the page in a few seconds and repeat only what is missing then.',
};

const overloaded: Message = {
  de: 'Gerade wird mehr auf einmal verlangt, als die Datenbank leistet. Es wurde nichts geändert und nichts angenommen. Bitte versuchen Sie es in einigen Sekunden noch einmal.',
  en: 'More is asked of the database at once than it can do. Nothing was changed and nothing accepted. Please try again in a few seconds.',
};

const unexpectedText: Message = {
  de: 'Etwas ist unerwartet fehlgeschlagen. Was nicht bestätigt wurde, gilt als nicht geschehen. Bitte versuchen Sie es noch einmal und melden Sie der Administration die Vorgangskennung, wenn es wieder auftritt.',
  en: 'Something failed unexpectedly. What was not confirmed counts as not done. Try again, and give the administrator the incident number if it happens again.',
};
