import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, Person, servePlayground, startServer } from './stage';
import type { ServerProcess } from './stage';

/** Longer than the others wait for a leader. */
const hangMs = 8_000;

describe.each(['documented', 'deployed'] as const)('two tabs of one person on a %s server', (profile) => {
  let folder: string;
  let server: ServerProcess;
  let playground: Awaited<ReturnType<typeof servePlayground>>;
  let browser: Browser;
  let bruno: Person;
  let one: Person;
  let two: Person;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chat-e2e-'));
    server = await startServer({ data: join(folder, 'chat.db'), profile });
    [playground, browser] = await Promise.all([servePlayground(), launchBrowser()]);
    bruno = await Person.open(browser, playground.url, server.url, 'bruno');
    await bruno.openConversation('Amira Haddad');
    one = await Person.open(browser, playground.url, server.url, 'amira');
    await one.openConversation('Bruno Keller');
    two = await one.openTab();
    await two.openConversation('Bruno Keller');
  });

  afterAll(async () => {
    await browser.close();
    await playground.close();
    await server.kill();
    await rm(folder, { recursive: true });
  });

  it('share one connection, and both see what comes', async () => {
    await bruno.send('tabs-hello');
    for (const tab of [one, two]) await tab.message('tabs-hello').waitFor();
    await expect.poll(() => one.sockets.size).toBeGreaterThan(0);
    expect(two.sockets.size).toBe(0);
  });

  it('both send, and both see it arrive', async () => {
    await two.send('tabs-from-the-second');
    await one.send('tabs-from-the-first');
    const sent = ['tabs-hello', 'tabs-from-the-second', 'tabs-from-the-first'];
    for (const tab of [bruno, one, two]) await expect.poll(() => tab.textsWith('tabs-')).toEqual(sent);
    for (const tab of [one, two]) {
      await tab.page
        .getByText(/^(Sent|Read|Delivered)$/)
        .last()
        .waitFor();
    }
  });

  it('go on in the second when the first is closed', async () => {
    await one.page.close();
    await two.send('tabs-after-closing');
    await bruno.message('tabs-after-closing').waitFor();
    await bruno.send('tabs-answer');
    await two.message('tabs-answer').waitFor();
    expect(two.sockets.size).toBeGreaterThan(0);
    one = await two.openTab('chiara');
    await one.openConversation('Bruno Keller');
    await one.message('tabs-answer').waitFor();
    expect(one.sockets.size).toBe(0);
  });

  it('go on in the other when the first hangs, which catches up when it wakes', async () => {
    const awake = two.page.evaluate((milliseconds) => {
      const end = Date.now() + milliseconds;
      while (Date.now() < end);
    }, hangMs);
    await one.send('tabs-while-it-hangs');
    await bruno.message('tabs-while-it-hangs').waitFor();
    await expect.poll(() => one.sockets.size).toBeGreaterThan(0);
    await bruno.send('tabs-answer-while-it-hangs');
    await one.message('tabs-answer-while-it-hangs').waitFor();
    await awake;
    await two.message('tabs-answer-while-it-hangs').waitFor();
    await expect.poll(() => two.sockets.size).toBe(0);
    expect(one.sockets.size).toBeGreaterThan(0);
    const texts = await bruno.textsWith('tabs-');
    for (const tab of [one, two]) expect(await tab.textsWith('tabs-')).toEqual(texts);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('signs out in both when one signs out, and each may go on as somebody else', async () => {
    const signedOut = two.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const look = (): void => {
            if (document.querySelector('.seat-note[role="status"]') !== null) resolve();
          };
          new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
        }),
    );
    // The playground signs in again at once: in the first tab as the newly chosen person.
    await one.page.locator('.seat-bar select').selectOption('chiara', { force: true });
    await signedOut;
    await one.list.getByRole('option').first().waitFor();
    await two.list.getByRole('option').first().waitFor();
    await two.openConversation('Bruno Keller');
    await bruno.send('tabs-new-session');
    await two.message('tabs-new-session').waitFor();
    await expect.poll(() => two.sockets.size).toBeGreaterThan(0);
    expect(await one.message('tabs-new-session').count()).toBe(0);
  });

  it('met no error on the way', () => {
    expect([...bruno.problems, ...one.problems, ...two.problems]).toEqual([]);
  });
});
