// Photographs the playground for the docs, on the real reference server: `pnpm screens`, or some by name.
import { mkdirSync } from 'node:fs';
import { createMockServer } from '@chat/mock-server';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { chromiumFlags, findChromium } from '../../scripts/find-chromium.mjs';

/** @typedef {import('playwright').Page} Page */

const folder = new URL('../../docs/screens/', import.meta.url).pathname;
const configFile = new URL('vite.config.ts', import.meta.url).pathname;
const wide = { width: 1280, height: 800 };
/** Where it is eight in the evening now, so that nobody in the pictures writes at night. */
const east = ((20 - new Date().getUTCHours() + 36) % 24) - 12;
const timezoneId = east === 0 ? 'Etc/GMT' : `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`;
const wanted = process.argv.slice(2);

mkdirSync(folder, { recursive: true });
const server = await createMockServer({ api: 'all', port: 0, data: ':memory:', seed: 'demo' });
const api = (/** @type {string} */ name) => server.apis.find((each) => each.name === name)?.url ?? '';
await build({ configFile, logLevel: 'error' });
const site = await preview({ configFile, logLevel: 'error', preview: { port: 0, host: '127.0.0.1' } });
const [address] = site.resolvedUrls?.local ?? [];
const executablePath = findChromium();
const browser = await chromium.launch({
  args: chromiumFlags,
  ...(executablePath === undefined ? {} : { executablePath }),
});

/**
 * @param {string} name
 * @param {{ viewport?: { width: number, height: number }, query?: string, backend?: string, who?: string }} options
 * @param {(page: Page) => Promise<void>} prepare
 */
async function shoot(
  name,
  { viewport = wide, query = '', backend = 'connectify', who = 'user=amira' },
  prepare,
) {
  if (wanted.length > 0 && !wanted.includes(name)) return;
  const context = await browser.newContext({
    viewport,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId,
  });
  const page = await context.newPage();
  const url = `${address}?${who}&backend=${backend}&api=${encodeURIComponent(api(backend))}${query}`;
  await page.goto(url);
  await page.getByRole('listbox').first().getByRole('option').first().waitFor();
  await prepare(page);
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' });
  await context.close();
  console.log(`docs/screens/${name}.png`);
}

/** @param {Page} page @param {string | RegExp} title */
async function open(page, title) {
  await page.getByRole('option', { name: title }).first().click();
  await page.getByRole('textbox', { name: /message/i }).waitFor();
  await page.getByRole('article').first().waitFor();
}

/** @param {Page} page @param {string} text */
async function send(page, text) {
  const input = page.getByRole('textbox', { name: /message/i });
  await input.fill(text);
  await input.press('Enter');
  await page.getByRole('article').filter({ hasText: text }).waitFor();
}

/** A floor plan, so that there is a picture to look at. @param {Page} page */
async function drawPlan(page) {
  const url = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 900, height: 600 });
    const pen = canvas.getContext('2d');
    if (pen === null) throw new Error('No canvas here.');
    pen.fillStyle = '#f4efe6';
    pen.fillRect(0, 0, 900, 600);
    pen.lineWidth = 6;
    pen.strokeStyle = '#3b4252';
    pen.font = '24px sans-serif';
    const rooms = [
      ['Foyer', 40, 40, 380, 240, '#dfe7d8'],
      ['Stage', 420, 40, 440, 340, '#e6d8df'],
      ['Cloakroom', 40, 280, 220, 280, '#d8e2ea'],
      ['Workshop', 260, 280, 160, 280, '#eae3d0'],
      ['Loading bay', 420, 380, 440, 180, '#dcd8ea'],
    ];
    for (const [name, x, y, width, height, colour] of rooms) {
      pen.fillStyle = String(colour);
      pen.fillRect(Number(x), Number(y), Number(width), Number(height));
      pen.strokeRect(Number(x), Number(y), Number(width), Number(height));
      pen.fillStyle = '#3b4252';
      pen.fillText(String(name), Number(x) + 20, Number(y) + 40);
    }
    return canvas.toDataURL('image/png');
  });
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

const group = /^Project Phoenix/;

await shoot(
  'playground',
  { viewport: { width: 1440, height: 860 }, who: 'left=amira&right=bruno', query: '&theme=light' },
  async (page) => {
    const [left, right] = [page.locator('.seat').nth(0), page.locator('.seat').nth(1)];
    await left.getByRole('option', { name: /^Bruno Keller/ }).click();
    await right.getByRole('option', { name: /^Amira Haddad/ }).click();
    const input = left.getByRole('textbox', { name: /message/i });
    await input.fill('I have the keys, see you at nine 🔑');
    await input.press('Enter');
    await right.getByRole('article').filter({ hasText: 'see you at nine' }).waitFor();
    const typing = left.getByText('is typing').first();
    for (const letter of 'Perfect, I bring the') {
      await right.getByRole('textbox', { name: /message/i }).press(letter === ' ' ? 'Space' : letter);
      if (await typing.isVisible()) break;
      await page.waitForTimeout(300);
    }
    await typing.waitFor();
  },
);
await shoot('wide-light', { query: '&theme=light' }, (page) => open(page, group));
await shoot('wide-dark', { query: '&theme=dark' }, (page) => open(page, group));
await shoot('phone', { viewport: { width: 380, height: 760 }, query: '&theme=light' }, (page) =>
  open(page, group),
);
await shoot('right-to-left', { query: '&theme=light&dir=rtl' }, (page) => open(page, group));
await shoot('compact', { query: '&theme=light&density=compact' }, (page) => open(page, group));
await shoot('empty', { query: '&theme=light' }, async (page) => {
  await page.getByText('Choose a conversation').waitFor();
});
await shoot('offline', { query: '&theme=light' }, async (page) => {
  await open(page, group);
  await page.context().setOffline(true);
  await send(page, 'This waits until the network is back');
  await page.locator('.chat-banner').first().waitFor();
});
await shoot('failed-message', { query: '&theme=light' }, async (page) => {
  await open(page, group);
  await page.route(/send.message\/$/, (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({
          status: 400,
          contentType: 'application/json',
          headers: { 'access-control-allow-origin': '*' },
          body: '{"content":["Refused for this picture."]}',
        })
      : route.continue(),
  );
  await send(page, 'This the server refuses');
  await page
    .getByRole('button', { name: /^(Try again|Retry)$/ })
    .first()
    .waitFor();
});
await shoot('group-settings', { query: '&theme=light' }, async (page) => {
  await open(page, group);
  await page
    .getByRole('button', { name: /^Actions for/ })
    .last()
    .click();
  await page.getByRole('menuitem', { name: 'Group settings' }).click();
  await page.getByRole('dialog').getByText('Members').first().waitFor();
});
await shoot('lightbox', { query: '&theme=dark' }, async (page) => {
  await open(page, group);
  const picture = await drawPlan(page);
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'floor-plan.png', mimeType: 'image/png', buffer: picture });
  await send(page, 'The plan of the lobby');
  await page.getByRole('article').filter({ hasText: 'The plan of the lobby' }).locator('img').first().click();
  await page.getByRole('dialog').locator('img').first().waitFor();
});
await shoot('search', { query: '&theme=light' }, async (page) => {
  await open(page, group);
  await page.getByRole('button', { name: 'Search messages' }).click();
  await page.getByRole('combobox').fill('stage');
  await page
    .getByText(/messages? found/)
    .first()
    .waitFor();
});
await shoot(
  'hotel',
  {
    query: '&theme=light',
    backend: 'message-manager',
    who: 'user=' + (server.apis.find(({ name }) => name === 'message-manager')?.accounts[0]?.username ?? ''),
  },
  async (page) => {
    await page.getByRole('listbox').first().getByRole('option').first().click();
    await page.getByRole('article').first().waitFor();
    // The server tells who I am in its first answer to me.
    await send(page, 'Of course, until two on Sunday is fine.');
  },
);

await browser.close();
await site.close();
await server.close();
