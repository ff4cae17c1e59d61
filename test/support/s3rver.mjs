/**
 * s3rver that keeps what S3 promises: an object appears as a whole or not at all, and PUT is answered when it is on the
 * disk. As published it answers while its file is still being written, and a GET in between reads half of it.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import S3rver from 's3rver';
import FilesystemStore from 's3rver/lib/stores/filesystem.js';

FilesystemStore.prototype.putObject = async function putObject({ bucket, key, content, metadata }) {
  const path = this.getResourcePath(bucket, key, 'object');
  const temp = `${path}.${randomUUID()}`;
  const digest = createHash('md5');
  let size = 0;
  await mkdir(dirname(path), { recursive: true });
  await pipeline(
    content,
    async function* counted(source) {
      for await (const chunk of source) {
        digest.update(chunk);
        size += chunk.length;
        yield chunk;
      }
    },
    createWriteStream(temp),
  );
  await rename(temp, path);
  const md5 = digest.digest('hex');
  await this.putMetadata(bucket, key, metadata, md5);
  return { size, md5 };
};

const [directory, bucket, port] = process.argv.slice(2);
const server = new S3rver({
  directory,
  address: '127.0.0.1',
  port: Number(port),
  silent: true,
  vhostBuckets: false,
  configureBuckets: [{ name: bucket }],
});
const address = await server.run();
process.stdout.write(`listening on ${address.address}:${address.port}\n`);
