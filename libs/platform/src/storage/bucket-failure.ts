import { S3ServiceException } from '@aws-sdk/client-s3';
import { StorageAway, StorageError, StorageFull } from './errors';

export type BucketFailure = {
  /** The code of the store ("NoSuchBucket") or of the system ("ECONNREFUSED"). */
  readonly code: string;
  /** Undefined when nothing answered. */
  readonly status: number | undefined;
};

/** What a failed request tells, and no more: the error of the client may carry headers that belong into no log. */
export function failureOf(error: unknown): BucketFailure {
  if (error instanceof S3ServiceException) return { code: error.name, status: error.$metadata.httpStatusCode };
  if (!(error instanceof Error)) return { code: 'unknown', status: undefined };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { code, status: undefined };
}

const full = new Set(['QuotaExceeded', 'InsufficientCapacity', 'InsufficientStorage', 'XMinioStorageFull']);
/** How the client names a time limit of ours. A cut connection has these names too, but keeps the code of the system. */
const waited = new Set(['TimeoutError', 'AbortError', 'ETIMEDOUT']);

/** No object of this name. A bucket that is missing is a fault of the installation, never an empty archive; to HEAD a store cannot say so. */
export function isMissingObject(method: 'GET' | 'HEAD', error: unknown): boolean {
  const { code } = failureOf(error);
  return code === 'NoSuchKey' || (method === 'HEAD' && code === 'NotFound');
}

/** Worth a second try at once: a cut connection, a busy store. Not when time ran out: who waited that long does not wait again. */
export function isPassing(error: unknown): boolean {
  if (error instanceof StorageError) return false;
  const { code, status } = failureOf(error);
  return status === undefined ? !waited.has(code) : status >= 500 && status !== 507;
}

/** What it means for the one who asked. */
export function meaningOf(request: string, error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const { code, status } = failureOf(error);
  const cause = new Error(`${request}: ${code}${status === undefined ? '' : ` (${String(status)})`}`);
  return status === 507 || full.has(code) ? new StorageFull(cause) : new StorageAway(cause);
}
