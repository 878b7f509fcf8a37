import type { Store } from '../store/open-store';
import type { WorldClock } from './clock';
import { fileType } from './file-type';

export interface StoredFile {
  /** Without a leading slash: `message_attachments/photo.png`. */
  path: string;
  name: string;
  mediaType: string;
  bytes: Uint8Array<ArrayBuffer>;
}

const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

const randomSuffix = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(7)), (byte) => alphabet[byte % alphabet.length]).join('');

function pathName(name: string): string {
  const cleaned = name
    .trim()
    .replace(/\s/gu, '_')
    .replace(/[^\p{L}\p{N}_.-]/gu, '');
  return /[^.]/.test(cleaned) ? cleaned.slice(-90) : 'file';
}

/** Uploaded files live in the database, so that a message and its files are written as one. */
export function createFiles(store: Store, clock: WorldClock) {
  const taken = async (path: string): Promise<boolean> =>
    (await store.selectFrom('files').select('path').where('path', '=', path).executeTakeFirst()) !==
    undefined;

  return {
    async add(folder: string, name: string, bytes: Uint8Array): Promise<string> {
      const wished = pathName(name);
      const dot = wished.lastIndexOf('.');
      const [stem, ending] = dot > 0 ? [wished.slice(0, dot), wished.slice(dot)] : [wished, ''];
      let path = `${folder}/${wished}`;
      while (await taken(path)) path = `${folder}/${stem}_${randomSuffix()}${ending}`;
      await store
        .insertInto('files')
        .values({ path, name, media_type: fileType(bytes).mediaType, bytes, created_at: clock.now() })
        .execute();
      return path;
    },

    async find(path: string): Promise<StoredFile | undefined> {
      const row = await store.selectFrom('files').selectAll().where('path', '=', path).executeTakeFirst();
      if (row === undefined) return undefined;
      // One engine answers an ArrayBuffer, the other a view.
      return { path: row.path, name: row.name, mediaType: row.media_type, bytes: new Uint8Array(row.bytes) };
    },
  };
}
