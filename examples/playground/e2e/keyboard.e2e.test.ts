import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, Person, servePlayground, startServer } from './stage';
import type { ServerProcess } from './stage';

const mostStops = 60;

/** One key; once the page has drawn what it does, the focus is somewhere a person can go on from. */
async function pressKey({ page }: Person, key: string): Promise<void> {
  await page.keyboard.press(key);
  const isLost = await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const isNowhere = () => document.activeElement === null || document.activeElement === document.body;
    await frame();
    // A dialog that goes gives the focus back right after it has gone, faster than anybody types.
    for (let left = 8; left > 0 && isNowhere(); left -= 1) await frame();
    return isNowhere();
  });
  expect(isLost, `the focus is lost after ${key}`).toBe(false);
}

/** Goes there as somebody without a pointer does: by Tab, until it has the focus. */
async function tabTo(person: Person, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor();
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let stop = 0; stop < mostStops && !(await isThere()); stop += 1) await pressKey(person, key);
  expect(await isThere()).toBe(true);
}

const hasFocus = (target: Locator) =>
  expect
    .poll(() => target.evaluate((element) => element === document.activeElement).catch(() => false))
    .toBe(true);

describe('a day without a pointer', () => {
  let folder: string;
  let server: ServerProcess;
  let playground: Awaited<ReturnType<typeof servePlayground>>;
  let browser: Browser;
  let amira: Person;
  let bruno: Person;

  const press = (key: string) => pressKey(amira, key);
  const type = async (text: string) => {
    for (const letter of text) await press(letter === ' ' ? 'Space' : letter);
  };
  /** From wherever the focus is, to the row of the message that carries these words. */
  const goToMessage = async (text: string) => {
    const row = amira.message(text).last();
    await tabTo(amira, amira.input);
    await press('Shift+Tab');
    for (let stop = 0; stop < mostStops; stop += 1) {
      if (await amira.page.evaluate(() => document.activeElement?.role === 'article')) break;
      await press('Shift+Tab');
    }
    await press('End');
    for (let stop = 0; stop < mostStops; stop += 1) {
      if (await row.evaluate((element) => element === document.activeElement)) return;
      await press('ArrowUp');
    }
    throw new Error(`No arrow leads to «${text}».`);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chat-e2e-'));
    server = await startServer({ data: join(folder, 'chat.db') });
    [playground, browser] = await Promise.all([servePlayground(), launchBrowser()]);
    amira = await Person.open(browser, playground.url, server.url, 'amira');
    // From the beginning, so that no dialog opens before the page is told to hand it over.
    amira.page.on('filechooser', () => undefined);
    bruno = await Person.open(browser, playground.url, server.url, 'bruno');
    await bruno.openConversation('Amira Haddad');
    for (const text of ['keys-one', 'keys-two', 'keys-three']) await bruno.send(text);
  });

  afterEach(() => {
    expect(amira.problems).toEqual([]);
  });

  afterAll(async () => {
    await browser.close();
    await playground.close();
    await server.kill();
    await rm(folder, { recursive: true });
  });

  it('opens a conversation and writes in it', async () => {
    await tabTo(amira, amira.list);
    await press('Home');
    const wanted = amira.list.getByRole('option', { name: /Bruno Keller/ }).first();
    const active = () => amira.list.getAttribute('aria-activedescendant');
    for (let stop = 0; stop < mostStops; stop += 1) {
      if ((await active()) === (await wanted.getAttribute('id'))) break;
      await press('ArrowDown');
    }
    await press('Enter');
    await amira.message('keys-three').waitFor();
    await tabTo(amira, amira.input);
    await type('hello by keys');
    await press('Enter');
    await bruno.message('hello by keys').waitFor();
    await hasFocus(amira.input);
  });

  it('reads with the arrows', async () => {
    await goToMessage('keys-three');
    await press('ArrowUp');
    await hasFocus(amira.message('keys-two'));
    await press('ArrowUp');
    await hasFocus(amira.message('keys-one'));
    await press('ArrowDown');
    await hasFocus(amira.message('keys-two'));
    await press('Escape');
    await hasFocus(amira.input);
  });

  it('replies', async () => {
    await goToMessage('keys-two');
    await press('r');
    await amira.page.getByText('Replying to Bruno Keller').waitFor();
    await hasFocus(amira.input);
    await type('answered by keys');
    await press('Enter');
    await bruno
      .message('answered by keys')
      .getByRole('button', { name: /keys-two/ })
      .waitFor();
  });

  it('reacts, and stands on the message again', async () => {
    await goToMessage('keys-one');
    await press('+');
    const thumb = amira.page.getByRole('dialog', { name: 'React' }).getByRole('button', { name: '👍' });
    await tabTo(amira, thumb);
    await press('Enter');
    await bruno.message('keys-one').getByRole('button', { name: /^👍 1/ }).waitFor();
    const row = amira.message('keys-one');
    await expect.poll(() => row.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  });

  it('edits', async () => {
    await goToMessage('hello by keys');
    await press('e');
    await amira.page.getByText('Editing your message').waitFor();
    await hasFocus(amira.input);
    await press('Control+a');
    await type('hallo by keys');
    await press('Enter');
    await bruno.message('hallo by keys').getByText('edited').waitFor();
    await hasFocus(amira.input);
  });

  it('uploads a file, and takes a wrong one out again', async () => {
    const attach = amira.page.getByRole('button', { name: 'Attach files' });
    const choose = async (name: string) => {
      await tabTo(amira, attach, 'Shift+Tab');
      const chooser = amira.page.waitForEvent('filechooser');
      await press('Enter');
      await (
        await chooser
      ).setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(`${name}, chosen by keys`) });
      await amira.page.getByRole('button', { name: `Remove ${name}` }).waitFor();
    };
    await tabTo(amira, amira.input);
    await choose('wrong.txt');
    await tabTo(amira, amira.page.getByRole('button', { name: 'Remove wrong.txt' }), 'Shift+Tab');
    await press('Enter');
    await amira.page.getByRole('button', { name: 'Remove wrong.txt' }).waitFor({ state: 'detached' });
    await tabTo(amira, amira.input);
    await choose('right.txt');
    await tabTo(amira, amira.input);
    await type('with a file');
    await press('Enter');
    await bruno.message('with a file').getByText('right.txt').waitFor();
  });

  it('searches the list and opens what was found', async () => {
    const search = amira.page.getByRole('searchbox', { name: 'Search conversations' });
    await tabTo(amira, search, 'Shift+Tab');
    await type('Phoenix');
    await expect.poll(() => amira.list.getByRole('option').count()).toBe(1);
    await tabTo(amira, amira.list);
    await press('Enter');
    await amira.page.getByRole('heading', { name: 'Project Phoenix' }).waitFor();
    await tabTo(amira, search, 'Shift+Tab');
    await press('Escape');
    await expect.poll(() => amira.list.getByRole('option').count()).toBeGreaterThan(1);
  });

  it('searches messages and goes to one that was found', async () => {
    const open = amira.page.getByRole('button', { name: 'Search messages' });
    await tabTo(amira, amira.input);
    await tabTo(amira, open, 'Shift+Tab');
    await press('Enter');
    const field = amira.page.getByRole('combobox', { name: 'Search in this conversation' });
    await hasFocus(field);
    await type('signatures');
    await amira.page.getByRole('option', { name: /Two signatures missing/ }).waitFor();
    await press('Enter');
    await expect.poll(() => amira.message('Two signatures missing').last().isVisible()).toBe(true);
    await press('Escape');
    await field.waitFor({ state: 'detached' });
    await hasFocus(open);
  });

  it('goes to a person from anywhere', async () => {
    await tabTo(amira, amira.input);
    await press('Control+k');
    await hasFocus(amira.page.getByRole('dialog', { name: 'Go to' }).getByRole('combobox'));
    await type('Bruno');
    await amira.page
      .getByRole('dialog')
      .getByRole('option', { name: /Bruno Keller/ })
      .first()
      .waitFor();
    await press('Enter');
    await amira.page.getByRole('heading', { name: 'Bruno Keller' }).waitFor();
    await amira.page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('creates a group', async () => {
    await tabTo(amira, amira.page.getByRole('button', { name: 'New conversation' }), 'Shift+Tab');
    await press('Enter');
    const dialog = amira.page.getByRole('dialog');
    await hasFocus(dialog.getByRole('searchbox', { name: 'Search people' }));
    await tabTo(amira, dialog.getByRole('button', { name: /New group/ }), 'Shift+Tab');
    await press('Enter');
    const name = dialog.getByRole('textbox', { name: 'Group name' });
    await hasFocus(name);
    await type('Made by keys');
    await tabTo(amira, dialog.getByRole('checkbox', { name: /Bruno Keller/ }));
    await press('Space');
    await dialog.getByRole('button', { name: 'Remove Bruno Keller' }).waitFor();
    await tabTo(amira, dialog.getByRole('button', { name: 'Create group' }));
    await press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await amira.page.getByRole('heading', { name: 'Made by keys' }).waitFor();
    // Its answer came after the last key.
    await expect.poll(() => amira.page.evaluate(() => document.activeElement === document.body)).toBe(false);
  });
});
