import { Readable } from 'node:stream';

export type Part = {
  /** Undefined: a plain field. */
  readonly name?: string | undefined;
  readonly content: string | Uint8Array | Iterable<Uint8Array>;
  readonly field?: string;
  readonly type?: string;
};

const boundary = 'grenze-zwischen-den-teilen';

/** multipart/form-data as browsers write it: the name in UTF-8, with quotes and line breaks percent-coded. */
export function multipart(parts: readonly Part[]): { readonly contentType: string; readonly body: Readable } {
  return { contentType: `multipart/form-data; boundary=${boundary}`, body: Readable.from(bytesOf(parts)) };
}

export const multipartBytes = (parts: readonly Part[]): Buffer => Buffer.concat([...bytesOf(parts)]);

function* bytesOf(parts: readonly Part[]): Generator<Buffer> {
  for (const part of parts) {
    yield Buffer.from(head(part));
    yield* contentOf(part);
    yield Buffer.from('\r\n');
  }
  yield Buffer.from(`--${boundary}--\r\n`);
}

function* contentOf({ content }: Part): Generator<Buffer> {
  if (typeof content === 'string' || content instanceof Uint8Array) yield Buffer.from(content);
  else for (const chunk of content) yield Buffer.from(chunk);
}

function head({ name, field = 'file', type = 'application/octet-stream' }: Part): string {
  const said = `--${boundary}\r\nContent-Disposition: form-data; name="${field}"`;
  if (name === undefined) return `${said}\r\n\r\n`;
  const quoted = name.replace(/"/g, '%22').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  return `${said}; filename="${quoted}"\r\nContent-Type: ${type}\r\n\r\n`;
}

/** `megabytes` of a file that no two calls share, without ever lying in memory as a whole. */
export function* megabytesOf(megabytes: number, first: string): Generator<Uint8Array> {
  yield Buffer.from(first);
  const chunk = Buffer.alloc(65_536, 'x');
  for (let count = megabytes * 16; count > 0; count -= 1) yield chunk;
}
