import { type Config } from '../config';
import { type Logger } from '../log';
import { StorageAway } from './errors';
import { FolderStorage } from './folder-storage';
import { S3Storage } from './s3-storage';
import { type Storage } from './storage';

/** The archive that the settings name. Nobody else knows which one it is. */
export function storageFor({ dataDir, s3 }: Pick<Config, 'dataDir' | 's3'>): Storage {
  return s3 === undefined ? new FolderStorage(dataDir) : new S3Storage({ ...s3, dataDir });
}

/** At the start of a process: refuses on wrong settings, and starts with a clear line when the store only is away for now. */
export async function checkStorage(storage: Storage, log: Pick<Logger, 'error'>): Promise<void> {
  try {
    await storage.check();
  } catch (error) {
    if (!(error instanceof StorageAway)) throw error;
    log.error(
      'Das Archiv antwortet nicht; bis es das tut, wird nichts angenommen. Bitte S3_ENDPOINT, Netz und Speicher prüfen. / ' +
        'The archive does not answer; nothing is accepted until it does. Check S3_ENDPOINT, the network and the store.',
    );
  }
}
