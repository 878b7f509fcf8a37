import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, Person, servePlayground, startServer } from './stage';
import type { ServerProcess } from './stage';

/** A grey picture of random noise: it cannot be compressed, so its upload takes its time. */
async function noise(person: Person, bytes: number): Promise<Buffer> {
  const side = Math.ceil(Math.sqrt(bytes / 4));
  const url = await person.page.evaluate((size) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = size;
    const context = canvas.getContext('2d');
    const pixels = context?.createImageData(size, size);
    if (context == null || pixels === undefined) throw new Error('No canvas here.');
    pixels.data.forEach((_, index) => (pixels.data[index] = Math.floor(Math.random() * 256)));
    context.putImageData(pixels, 0, 0);
    return canvas.toDataURL('image/png');
  }, side);
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

describe('what two people do all day', () => {
  let folder: string;
  let server: ServerProcess;
  let playground: Awaited<ReturnType<typeof servePlayground>>;
  let browser: Browser;
  let amira: Person;
  let bruno: Person;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chat-e2e-'));
    server = await startServer({ data: join(folder, 'chat.db') });
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

  it('shows who is typing, and when a message was read', async () => {
    await amira.send('first of all');
    await bruno.message('first of all').waitFor();
    await amira.input.pressSequentially('emoji-talk 😀');
    await bruno.page.getByText('Amira Haddad is typing…').waitFor();
    await amira.input.press('Enter');
    await bruno.message('emoji-talk 😀').waitFor();
    await amira.message('emoji-talk').getByText('Read', { exact: true }).waitFor();
  });

  it('reacts', async () => {
    const row = bruno.message('emoji-talk');
    await bruno.pressAction(row, 'React');
    const choice = { name: '👍', exact: true };
    await bruno.page.getByRole('button', choice).or(bruno.page.getByRole('menuitem', choice)).first().click();
    await amira.message('emoji-talk').getByRole('button', { name: /^👍 1/ }).waitFor();
  });

  it('replies with a quote', async () => {
    const row = bruno.message('emoji-talk');
    await bruno.pressAction(row, 'Reply');
    await bruno.page.getByText('Replying to Amira Haddad').waitFor();
    await bruno.send('quoted-answer');
    await amira
      .message('quoted-answer')
      .getByRole('button', { name: /emoji-talk/ })
      .waitFor();
  });

  it('edits by the arrow key, and deletes after asking', async () => {
    await bruno.send('with a typo');
    await amira.message('with a typo').waitFor();
    await bruno.input.press('ArrowUp');
    await bruno.page.getByText('Editing your message').waitFor();
    await bruno.send('without it');
    await amira.message('without it').getByText('edited').waitFor();

    const row = bruno.message('without it');
    await bruno.pressAction(row, 'Message actions');
    await bruno.page.getByRole('menuitem', { name: 'Delete', exact: false }).first().click();
    await bruno.page
      .getByRole('alertdialog')
      .or(bruno.page.getByRole('dialog'))
      .getByRole('button', { name: 'Delete' })
      .click();
    await expect.poll(() => amira.message('without it').count()).toBe(0);
    await amira.page.getByText('Message deleted').last().waitFor();
  });

  it('uploads a picture with progress, and the other side sees it', async () => {
    const network = await amira.context.newCDPSession(amira.page);
    await network.send('Network.enable');
    await network.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: 400_000,
    });
    const picture = await noise(amira, 800_000);
    await amira.page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'noise.png', mimeType: 'image/png', buffer: picture });
    await amira.send('a picture');
    const progress = amira.message('a picture').getByRole('progressbar');
    await progress.waitFor();
    await expect
      .poll(async () => Number((await progress.getAttribute('aria-valuenow').catch(() => null)) ?? 100))
      .toBeGreaterThan(0);
    await network.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
    const shown = bruno.message('a picture').locator('img').first();
    await shown.waitFor({ timeout: 60_000 });
    await expect
      .poll(() => shown.evaluate((image) => (image as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(0);
  });

  it('chats in a group with a third person', async () => {
    const chiara = await Person.open(browser, playground.url, server.url, 'chiara');
    await chiara.openConversation('Project Phoenix');
    for (const person of [amira, bruno]) await person.openConversation('Project Phoenix');
    await chiara.send('from-chiara');
    await amira.message('from-chiara').waitFor();
    await amira.send('from-amira');
    await bruno.send('from-bruno');
    for (const person of [amira, bruno, chiara]) {
      await expect
        .poll(() => person.textsWith('from-').then((texts) => [...new Set(texts)].sort()))
        .toEqual(['from-amira', 'from-bruno', 'from-chiara']);
    }
    expect(chiara.problems).toEqual([]);
  });

  it('met no error on the way', () => {
    expect([...amira.problems, ...bruno.problems]).toEqual([]);
  });
});
