import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, Person, servePlayground, startServer } from './stage';
import type { ServerProcess } from './stage';

const outageMs = 5_000;

describe.each(['documented', 'deployed'] as const)('two people on a %s server', (profile) => {
  let folder: string;
  let server: ServerProcess;
  let playground: Awaited<ReturnType<typeof servePlayground>>;
  let browser: Browser;
  let amira: Person;
  let bruno: Person;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chat-e2e-'));
    server = await startServer({ data: join(folder, 'chat.db'), profile });
    [playground, browser] = await Promise.all([servePlayground(), launchBrowser()]);
    amira = await Person.open(browser, playground.url, server.url, 'amira');
    bruno = await Person.open(browser, playground.url, server.url, 'bruno');
    await amira.openConversation('Bruno Keller');
    await bruno.openConversation('Amira Haddad');
  });

  afterAll(async () => {
    await browser.close();
    await playground.close();
    await server.kill();
    await rm(folder, { recursive: true });
  });

  it('shows on one side what was typed on the other', async () => {
    await amira.send('first-hello');
    await bruno.message('first-hello').waitFor();
    await bruno.send('first-answer');
    await amira.message('first-answer').waitFor();
  });

  it('loses and doubles nothing when the server dies while both write', async () => {
    await amira.send('outage-1');
    await bruno.message('outage-1').waitFor();
    await server.kill();
    const killedAt = Date.now();
    // Alternating, so that both queues hold several in an order of their own.
    for (const [number, person] of [amira, bruno, amira, bruno, amira, bruno].entries()) {
      await person.send(`outage-${String(number + 2)}-${person.name}`);
    }
    await expect.poll(() => amira.textsWith('outage-').then((texts) => texts.length)).toBe(4);
    await expect.poll(() => Date.now() - killedAt, { timeout: 2 * outageMs }).toBeGreaterThan(outageMs);
    server = await startServer({ data: join(folder, 'chat.db'), port: server.port, profile });

    const expected = 7;
    await expect
      .poll(() => amira.textsWith('outage-').then((texts) => texts.length), { timeout: 60_000 })
      .toBe(expected);
    await expect
      .poll(() => bruno.textsWith('outage-').then((texts) => texts.length), { timeout: 60_000 })
      .toBe(expected);
    const [hers, his] = [await amira.textsWith('outage-'), await bruno.textsWith('outage-')];
    expect(hers).toEqual(his);
    expect(new Set(hers).size).toBe(expected);
    for (const { name } of [amira, bruno]) {
      const own = hers.filter((text) => text.endsWith(name));
      expect(own).toEqual([...own].sort());
    }
    await amira.page
      .getByText(/^(Sent|Read|Delivered)$/)
      .last()
      .waitFor();
  });

  it('shows history and queue after a reload without a network, and sends when it is back', async () => {
    await amira.context.setOffline(true);
    await amira.send('offline-queued');
    await amira.message('offline-queued').waitFor();
    await amira.page.reload();
    await amira.openConversation('Bruno Keller');
    await amira.message('offline-queued').waitFor();
    expect(await amira.textsWith('outage-')).toHaveLength(7);
    await expect.poll(() => amira.page.getByText('Waiting', { exact: false }).count()).toBeGreaterThan(0);
    await amira.context.setOffline(false);
    await bruno.message('offline-queued').waitFor({ timeout: 60_000 });
    await expect.poll(() => bruno.textsWith('offline-')).toEqual(['offline-queued']);
  });

  it('met no error on the way', () => {
    expect([...amira.problems, ...bruno.problems]).toEqual([]);
  });
});
