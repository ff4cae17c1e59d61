export { BadStorageName, ContentDamaged, ContentMissing, StorageError, StorageFull, TooLarge } from './errors';
export { FolderStorage } from './folder-storage';
export { type Storage, type Stored } from './storage';
