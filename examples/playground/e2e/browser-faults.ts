import type { Person } from './stage';

/** As when the process of the tab dies: nothing in it runs once more. */
export async function crash({ context, page }: Person): Promise<void> {
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}

/** As when the browser stops a tab in the background to save memory; the returned function wakes it. */
export async function freeze({ context, page }: Person): Promise<() => Promise<void>> {
  const session = await context.newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  return async () => {
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    await session.detach();
  };
}

/** No room for one more byte of this page's; the returned function makes room again. */
export async function fillDisk({ context, page }: Person): Promise<() => Promise<void>> {
  const session = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  // Chromium goes by the room it knew of for half a minute: full is what refuses a write.
  await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('probe');
      request.onupgradeneeded = () => request.result.createObjectStore('bytes', { autoIncrement: true });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('No database.'));
    });
    const isRefused = () =>
      new Promise<boolean>((resolve) => {
        const transaction = database.transaction('bytes', 'readwrite');
        transaction.objectStore('bytes').put('x');
        transaction.oncomplete = () => resolve(false);
        transaction.onabort = () => resolve(true);
      });
    while (!(await isRefused())) await new Promise((resolve) => setTimeout(resolve, 250));
    database.close();
  });
  return async () => {
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    await session.detach();
  };
}

/** Uploads take their time from now on. */
export async function slowUploads({ context, page }: Person): Promise<void> {
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 100_000 };
  await network.send('Network.emulateNetworkConditions', slow);
}

/** How many records each object store holds, of each database of a client in this browser. */
export function databases({ page }: Person): Promise<Record<string, Record<string, number>>> {
  return page.evaluate(async () => {
    const found: Record<string, Record<string, number>> = {};
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue;
      const database = await new Promise<IDBDatabase | null>((resolve) => {
        const request = indexedDB.open(name);
        // Deleted since it was listed: looking must not make it anew.
        request.onupgradeneeded = () => request.transaction?.abort();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => resolve(null);
      });
      if (database === null) continue;
      try {
        const stores = [...database.objectStoreNames];
        if (!stores.includes('outbox')) continue;
        const transaction = database.transaction(stores);
        const sizes = await Promise.all(
          stores.map(
            (store) =>
              new Promise<[string, number]>((resolve, reject) => {
                const request = transaction.objectStore(store).count();
                request.onsuccess = () => resolve([store, request.result]);
                request.onerror = () => reject(request.error ?? new Error('Not counted.'));
              }),
          ),
        );
        found[name] = Object.fromEntries(sizes);
      } finally {
        database.close();
      }
    }
    return found;
  });
}

/** How many commands wait on the disk of this browser. */
export async function queuedOnDisk(person: Person): Promise<number> {
  const sizes = Object.values(await databases(person)).map((stores) => stores['outbox'] ?? 0);
  return sizes.reduce((sum, size) => sum + size, 0);
}
