/** What goes wrong from now on; a test changes it while it runs. */
export interface IndexedDbFaults {
  /** Name of the error every opening ends with. */
  openFails?: string | undefined;
  /** The page ends in the middle of every upgrade of the schema. */
  upgradeFails?: boolean | undefined;
  /** Name of the error every transaction ends with before it begins. */
  transactionFails?: string | undefined;
  /** Records that fit. As in Chromium, what a transaction deletes makes room only once it has ended. */
  capacity?: number | undefined;
}

export interface FaultyIndexedDb {
  readonly factory: IDBFactory;
  readonly faults: IndexedDbFaults;
  /** Connections opened so far, the latest last. */
  readonly connections: readonly IDBDatabase[];
}

/** An IndexedDB that fails by name. It counts records of one database at a time. */
export function faultyIndexedDb(real: IDBFactory): FaultyIndexedDb {
  const faults: IndexedDbFaults = {};
  const connections: IDBDatabase[] = [];
  let records: ReadonlySet<string> = new Set();

  const watchStore = (store: IDBObjectStore, countPut: () => number): IDBObjectStore => {
    const paths = [store.keyPath ?? []].flat();
    const keyText = (value: unknown, key?: IDBValidKey): string =>
      `${store.name} ${JSON.stringify([key ?? paths.map((path) => (value as Record<string, unknown>)[path])].flat())}`;
    const put = store.put.bind(store);
    const remove = store.delete.bind(store);
    store.put = (value: unknown, key?: IDBValidKey) => {
      if (countPut() > (faults.capacity ?? Infinity))
        throw new DOMException('No space', 'QuotaExceededError');
      records = new Set(records).add(keyText(value, key));
      return key === undefined ? put(value) : put(value, key);
    };
    store.delete = (key) => {
      const kept = new Set(records);
      if (!(key instanceof IDBKeyRange)) kept.delete(keyText(undefined, key));
      records = kept;
      return remove(key);
    };
    return store;
  };

  const watch = (database: IDBDatabase): void => {
    connections.push(database);
    const begin = database.transaction.bind(database);
    database.transaction = (...options) => {
      if (faults.transactionFails !== undefined) throw new DOMException('Failed', faults.transactionFails);
      const transaction = begin(...options);
      const before = records;
      let size = before.size;
      transaction.addEventListener('abort', () => (records = before));
      const objectStore = transaction.objectStore.bind(transaction);
      const watched = new Map<string, IDBObjectStore>();
      transaction.objectStore = (name) => {
        const store = watched.get(name) ?? watchStore(objectStore(name), () => (size += 1));
        watched.set(name, store);
        return store;
      };
      return transaction;
    };
  };

  const factory: IDBFactory = {
    open(...options) {
      if (faults.openFails !== undefined) throw new DOMException('Failed', faults.openFails);
      const request = real.open(...options);
      request.addEventListener('upgradeneeded', () => {
        if (faults.upgradeFails === true) queueMicrotask(() => request.transaction?.abort());
      });
      request.addEventListener('success', () => watch(request.result));
      return request;
    },
    deleteDatabase: (name) => real.deleteDatabase(name),
    databases: () => real.databases(),
    cmp: (first, second) => real.cmp(first, second),
  };
  return { factory, faults, connections };
}
