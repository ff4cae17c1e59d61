export {
  BadStorageName,
  ContentDamaged,
  ContentMissing,
  FolderUnusable,
  StorageAway,
  StorageError,
  StorageFull,
  TooLarge,
} from './errors';
export { FolderStorage } from './folder-storage';
export { otherPut } from './other-put';
export { S3Storage } from './s3-storage';
export { type Storage, type Stored } from './storage';
export { checkStorage, storageFor } from './storage-for';
