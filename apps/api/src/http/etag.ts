import { Refused } from '@libs/operations';

export const etag = (version: number): string => `"${version}"`;

/** The version in If-Match; undefined when nothing or `*` was sent. */
export function expectedVersion(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const version = /^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(ifMatch)?.[1];
  if (version !== undefined) return Number(version);
  throw new Refused('invalid', 'if-match-invalid', {
    de: 'Die Angabe If-Match ist kein ETag dieser Schnittstelle. Es wurde nichts geändert. Bitte den ETag der letzten Antwort senden.',
    en: 'The If-Match value is no ETag of this interface. Nothing was changed. Send the ETag of the last answer.',
  });
}
