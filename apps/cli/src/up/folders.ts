import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { withClient } from '@libs/platform';

type Owned = { readonly address: string; readonly entityId: string };

/** Which folder belongs to which mail address, and by it to which entity. */
export type Folder = { readonly address: string; readonly path: string };

export type HotFolders = {
  /** HOT_FOLDERS of the worker. */
  readonly setting: string | undefined;
  /** The folder above the inboxes, or null when there is none. */
  readonly folder: string | null;
  readonly inboxes: readonly string[];
};

/** The operator's own folders, else one in the data folder for each entity that has a mail address. */
export async function hotFolders(
  given: string | undefined,
  data: string,
  ownerUrl: string,
  comingAddress: string | undefined,
): Promise<HotFolders> {
  if (given !== undefined) {
    const paths = given.split(';').flatMap((entry) => /=(.+)/.exec(entry.trim())?.[1] ?? []);
    return { setting: given, folder: paths[0] ?? null, inboxes: paths.map((path) => join(path, 'inbox')) };
  }
  const root = join(data, 'folder');
  const folders = planFolders(await owned(ownerUrl, comingAddress), root);
  for (const path of folders.length > 0 ? folders.map((folder) => folder.path) : [root]) {
    for (const part of ['inbox', 'done', 'problem']) mkdirSync(join(path, part), { recursive: true });
  }
  if (folders.length === 0) return { setting: undefined, folder: null, inboxes: [] };
  return {
    setting: folders.map(({ address, path }) => `${address}=${path}`).join(';'),
    folder: root,
    inboxes: folders.map(({ path }) => join(path, 'inbox')),
  };
}

/** What HOT_FOLDERS can say and a folder can be called: RFC 5321 allows more in front of the @ than anybody uses. */
const plain = /^[^\s;=@/]+@[^\s;=@/]+$/;

/** One entity has the folder itself, several have one each in it, named after their first address. */
export function planFolders(owned: readonly Owned[], root: string): Folder[] {
  if (root.includes(';')) return []; // HOT_FOLDERS could not name it
  const first = new Map<string, string>();
  for (const { address, entityId } of owned.toSorted((a, b) => (a.address < b.address ? -1 : 1))) {
    if (plain.test(address) && !first.has(entityId)) first.set(entityId, address);
  }
  const addresses = [...first.values()];
  return addresses.map((address) => ({ address, path: addresses.length === 1 ? root : join(root, address) }));
}

/** The addresses in the database and the one of the town that is being set up meanwhile. */
async function owned(ownerUrl: string, comingAddress: string | undefined): Promise<Owned[]> {
  const { rows } = await withClient(ownerUrl, (client) =>
    client.query<Owned>('SELECT address, entity_id AS "entityId" FROM mail_address'),
  );
  if (comingAddress === undefined || rows.some(({ address }) => address === comingAddress)) return rows;
  return [...rows, { address: comingAddress, entityId: 'coming' }];
}
