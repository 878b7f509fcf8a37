import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, Person, servePlayground, startServer } from './stage';
import type { ServerProcess } from './stage';

const title = 'Project Phoenix';
const counts = { sent: 0, lost: 0, doubled: 0 };

/** The sockets of a browser, through a hand that can hold what passes. */
interface Wire {
  hold: 'nothing' | 'to the server' | 'to the page';
  /** Frames of the page that were held. */
  readonly kept: string[];
}

async function holdWire(person: Person): Promise<Wire> {
  const wire: Wire = { hold: 'nothing', kept: [] };
  await person.context.routeWebSocket('**/*', (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((frame) => {
      if (wire.hold === 'to the server') wire.kept.push(String(frame));
      else server.send(frame);
    });
    server.onMessage((frame) => {
      if (wire.hold !== 'to the page') socket.send(frame);
    });
  });
  return wire;
}

/** As when the process of the tab dies: nothing in it runs once more. */
async function crash({ context, page }: Person): Promise<void> {
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}

/** How many records each object store of the person's database holds; null where there is no database. */
function stored({ page }: Person): Promise<Record<string, number> | null> {
  return page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue;
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('No database.'));
      });
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
        return Object.fromEntries(sizes);
      } finally {
        database.close();
      }
    }
    return null;
  });
}

const queued = (person: Person) => expect.poll(async () => (await stored(person))?.['outbox']);

/** The playground's own switch; seated alone it is there, but not shown. */
const setOffline = (person: Person, offline: boolean) =>
  person.page.locator('.seat-switch input').evaluate((input, wanted) => {
    if ((input as HTMLInputElement).checked !== wanted) (input as HTMLInputElement).click();
  }, offline);

/** Text, so that every server takes it; each with its own words. */
async function attach(person: Person, name: string, bytes: number): Promise<void> {
  const buffer = Buffer.from(`${name} `.repeat(Math.ceil(bytes / name.length)));
  await person.page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: 'text/plain', buffer });
}

describe('what was given arrives once', () => {
  let folder: string;
  let server: ServerProcess;
  let playground: Awaited<ReturnType<typeof servePlayground>>;
  let browser: Browser;
  let bruno: Person;
  let amira: Person;
  let wire: Wire;
  const problems: string[][] = [];

  const open = async (name: string) => {
    const person = await Person.open(browser, playground.url, server.url, name);
    problems.push(person.problems);
    await person.openConversation(title);
    return person;
  };
  const openTab = async () => {
    const tab = await amira.openTab();
    problems.push(tab.problems);
    await tab.openConversation(title);
    return tab;
  };
  /** The author, the other person and somebody who comes new: each has each of them once and in order. */
  const arrived = async (mark: string, expected: readonly string[], authors = [amira]) => {
    counts.sent += expected.length;
    const late = await open('chiara');
    for (const person of [bruno, late, ...authors]) {
      await expect.poll(() => person.textsWith(mark)).toEqual(expected);
    }
    await queued(amira).toBe(0);
    const last = await late.textsWith(mark);
    counts.lost += expected.filter((text) => !last.includes(text)).length;
    counts.doubled += last.length - new Set(last).size;
    await late.context.close();
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chat-e2e-'));
    server = await startServer({ data: join(folder, 'chat.db') });
    [playground, browser] = await Promise.all([servePlayground(), launchBrowser()]);
    bruno = await open('bruno');
    amira = await open('amira');
    wire = await holdWire(amira);
    await amira.page.reload();
    await amira.openConversation(title);
  });

  afterAll(async () => {
    await browser.close();
    await playground.close();
    await server.kill();
    await rm(folder, { recursive: true });
  });

  it('when the tab dies after it was put on disk and before it left', async () => {
    await setOffline(amira, true);
    await amira.send('unsent-1');
    await amira.send('unsent-2');
    await queued(amira).toBe(2);
    await crash(amira);
    amira = await openTab();
    await arrived('unsent-', ['unsent-1', 'unsent-2']);
  });

  it('when the tab dies after it left and before it reached the server', async () => {
    wire.hold = 'to the server';
    await amira.send('leaving-1');
    await expect.poll(() => wire.kept.some((frame) => frame.includes('leaving-1'))).toBe(true);
    await amira.send('leaving-2');
    await queued(amira).toBe(2);
    await crash(amira);
    wire.hold = 'nothing';
    amira = await openTab();
    await arrived('leaving-', ['leaving-1', 'leaving-2']);
  });

  it('when the tab is closed after the server stored it and before that is known', async () => {
    wire.hold = 'to the page';
    await amira.send('stored-1');
    await bruno.message('stored-1').waitFor();
    await amira.send('stored-2');
    await queued(amira).toBe(2);
    await amira.page.close({ runBeforeUnload: false });
    wire.hold = 'nothing';
    amira = await openTab();
    await arrived('stored-', ['stored-1', 'stored-2']);
  });

  it('when the leading tab closes while it sends, also what the other tab gave it', async () => {
    const other = await openTab();
    wire.hold = 'to the page';
    await amira.send('leader-1');
    await bruno.message('leader-1').waitFor();
    await other.send('leader-2');
    await queued(other).toBe(2);
    await amira.page.close({ runBeforeUnload: false });
    wire.hold = 'nothing';
    amira = other;
    await arrived('leader-', ['leader-1', 'leader-2']);
  });

  it('when the tab dies in the middle of an upload', async () => {
    const network = await amira.context.newCDPSession(amira.page);
    await network.send('Network.enable');
    const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 100_000 };
    await network.send('Network.emulateNetworkConditions', slow);
    await attach(amira, 'minutes.txt', 1_000_000);
    await amira.send('upload-1');
    const progress = amira.message('upload-1').getByRole('progressbar');
    await expect
      .poll(async () =>
        Number(await progress.getAttribute('aria-valuenow', { timeout: 1_000 }).catch(() => 0)),
      )
      .toBeGreaterThan(0);
    await amira.send('upload-2');
    await queued(amira).toBe(2);
    await crash(amira);
    amira = await openTab();
    await arrived('upload-', ['upload-1', 'upload-2']);
    expect(await bruno.message('upload-1').getByText('minutes.txt').count()).toBe(1);
  });

  it('met no error on the way', () => {
    expect(problems.flat()).toEqual([]);
  });
});

afterAll(() => {
  console.info(`${counts.sent} messages sent, ${counts.lost} lost, ${counts.doubled} doubled`);
  expect(counts).toMatchObject({ lost: 0, doubled: 0 });
});
