import { settled } from './first-version.test-support';

interface StoredStore {
  readonly name: string;
  readonly keyPath: string | string[] | null;
  readonly indexes: readonly { readonly name: string; readonly keyPath: string | string[] }[];
  readonly records: readonly { readonly key?: IDBValidKey; readonly value: unknown }[];
}

interface StoredDatabases {
  /** When it was left. */
  readonly at: number;
  readonly databases: Readonly<
    Record<string, { readonly version: number; readonly stores: readonly StoredStore[] }>
  >;
}

/** Puts databases back as they were left; `text` is the content of `test-data/first-version-database.json`. */
export async function restoreDatabases(factory: IDBFactory, text: string): Promise<{ readonly at: number }> {
  const { at, databases } = JSON.parse(text) as StoredDatabases;
  for (const [name, { version, stores }] of Object.entries(databases)) {
    const request = factory.open(name, version);
    request.onupgradeneeded = () => {
      for (const { name: storeName, keyPath, indexes } of stores) {
        const store = request.result.createObjectStore(storeName, keyPath === null ? {} : { keyPath });
        for (const index of indexes) store.createIndex(index.name, index.keyPath);
      }
    };
    const database = await settled(request);
    const transaction = database.transaction(
      stores.map((store) => store.name),
      'readwrite',
    );
    for (const { name: storeName, records } of stores) {
      const store = transaction.objectStore(storeName);
      for (const { key, value } of records) store.put(revived(value), key);
    }
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    database.close();
  }
  return { at };
}

/** What JSON cannot say is said by an object of one name. */
function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== 'object' || value === null) return value;
  if ('$number' in value) return Number(value.$number);
  if ('$blob' in value) {
    const type = 'type' in value ? String(value.type) : '';
    return new Blob([Uint8Array.from(atob(String(value.$blob)), (letter) => letter.charCodeAt(0))], { type });
  }
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, revived(part)]));
}
