import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, servePlayground, startServer } from './stage';
import type { ServerProcess } from './stage';

/** What a finger can hit: 44 px, as the guidelines of both big platforms say. */
const finger = 44;

/** Controls on screen that are smaller than a finger, by class and size. */
const tooSmall = (page: Page) =>
  page.evaluate((least) => {
    const controls = document.querySelectorAll(
      '.chat-root :is(button, a, select, textarea, input, [role="option"], [role="menuitem"])',
    );
    const small = [...controls].flatMap((control) => {
      const { left, top, width, height } = control.getBoundingClientRect();
      const shown = control.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      // A field in a larger label is hit through it.
      const box = control.closest('label')?.getBoundingClientRect();
      if (!shown || width === 0 || Math.max(height, box?.height ?? 0) >= least) return [];
      // What reaches beyond its own box; what is scrolled half away reaches nowhere.
      const pane = control.closest('.chat-messages-viewport')?.getBoundingClientRect();
      if (pane !== undefined && (top - least < pane.top || top + least > pane.bottom)) return [];
      const hits = Array.from({ length: 3 * least }, (_, line) =>
        document.elementFromPoint(left + width / 2, top - least + line),
      ).filter((hit) => hit === control || control.contains(hit)).length;
      // What something else covers is not asked for now.
      return hits === 0 || hits >= least ? [] : [`${control.className} ${String(hits)}`];
    });
    return [...new Set(small)];
  }, finger);

describe('a phone', () => {
  let folder: string;
  let server: ServerProcess;
  let playground: Awaited<ReturnType<typeof servePlayground>>;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chat-e2e-'));
    server = await startServer({ data: join(folder, 'chat.db') });
    [playground, browser] = await Promise.all([servePlayground(), launchBrowser()]);
    const context = await browser.newContext({
      viewport: { width: 390, height: 780 },
      isMobile: true,
      hasTouch: true,
    });
    page = await context.newPage();
    await page.goto(`${playground.url}?user=amira&api=${encodeURIComponent(server.url)}`);
    await page.getByRole('option').first().waitFor();
  });

  afterAll(async () => {
    await browser.close();
    await playground.close();
    await server.kill();
    await rm(folder, { recursive: true });
  });

  it('has targets for fingers in the list and in a conversation', async () => {
    expect(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true);
    expect(await tooSmall(page)).toEqual([]);
    await page.getByRole('option', { name: /^Project Phoenix/ }).tap();
    await page.getByRole('article').first().waitFor();
    await page.getByRole('article').locator('.chat-reaction').last().waitFor();
    expect(await tooSmall(page)).toEqual([]);
  });

  it('has them in what opens over it', async () => {
    await page.getByRole('button', { name: 'Emoji' }).tap();
    await page.getByRole('searchbox', { name: 'Search emoji' }).waitFor();
    expect(await tooSmall(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Search messages' }).tap();
    await page.getByRole('combobox').waitFor();
    expect(await tooSmall(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page
      .getByRole('button', { name: /^Actions for/ })
      .last()
      .tap();
    await page.getByRole('menuitem', { name: 'Group settings' }).tap();
    await page.getByRole('dialog').getByLabel('Role of Bruno Keller').waitFor();
    expect(await tooSmall(page)).toEqual([]);
  });

  it('opens the menu of a message by a long press', async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const box = await page.getByRole('article').last().boundingBox();
    if (box === null) throw new Error('There is no message to press.');
    const devtools = await page.context().newCDPSession(page);
    const touchPoints = [{ x: box.x + 120, y: box.y + box.height / 2 }];
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    await page.getByRole('menu').waitFor();
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await page.getByRole('menuitem', { name: 'Reply' }).tap();
    await page.getByText(/^Replying to/).waitFor();
  });
});
