import { sha256Of } from './documents';

/** SHA-256 of each file in a mail of this harness: what stands base64 between the boundaries, read without a mail parser. */
export const partsOf = (mail: Buffer): string[] =>
  mail
    .toString('latin1')
    .split(/\r?\n--[^\r\n]+\r?\n/)
    .flatMap((part) => {
      const end = /\r?\n\r?\n/.exec(part);
      if (!end || !/^Content-Disposition: attachment/im.test(part.slice(0, end.index))) return [];
      return [sha256Of(Buffer.from(part.slice(end.index + end[0].length), 'base64'))];
    });
