import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, Person, servePlayground, startServer } from './stage';
import type { ServerProcess } from './stage';

interface Backend {
  readonly name: string;
  /** The conversation as each of the two sees it. */
  readonly amiraOpens: string;
  readonly brunoOpens: string;
  /** Whether the sender learns that it was read. */
  readonly tellsReading: boolean;
  readonly speciality: string;
  readonly show: (amira: Person, bruno: Person) => Promise<void>;
}

async function menuOf(person: Person, text: string) {
  const row = person.message(text).last();
  await person.pressAction(row, 'Message actions');
}

async function openGroupSettings(person: Person) {
  await person.page.getByRole('button', { name: 'Actions for Project Phoenix' }).click();
  await person.page.getByRole('menuitem', { name: 'Group settings' }).click();
  const dialog = person.page.getByRole('dialog', { name: 'Group settings' });
  await dialog.getByText(/^Members/).waitFor();
  return dialog;
}

async function react(person: Person, text: string) {
  const row = person.message(text).last();
  await person.pressAction(row, 'React');
  const choice = { name: '👍', exact: true };
  await person.page.getByRole('button', choice).or(person.page.getByRole('menuitem', choice)).first().click();
}

const backends: readonly Backend[] = [
  {
    name: 'connectify',
    amiraOpens: 'Bruno Keller',
    brunoOpens: 'Amira Haddad',
    tellsReading: true,
    speciality: 'roles in a group, and that somebody has to lead it',
    async show(amira, bruno) {
      for (const person of [amira, bruno]) await person.openConversation('Project Phoenix');
      const seenByMember = await openGroupSettings(bruno);
      await seenByMember.getByRole('listitem').filter({ hasText: 'Chiara Rossi' }).waitFor();
      expect(await seenByMember.getByLabel(/^Role of/).count()).toBe(0);
      await bruno.page.keyboard.press('Escape');

      const reason = 'A group needs an admin. Make somebody else admin first.';
      const settings = await openGroupSettings(amira);
      const own = settings.getByRole('listitem').filter({ hasText: 'You' });
      await own.getByText(reason).waitFor();
      await settings.getByLabel('Role of Bruno Keller').selectOption('Admin');
      await own.getByText(reason).waitFor({ state: 'detached' });

      const seenByAdmin = await openGroupSettings(bruno);
      await seenByAdmin.getByLabel('Role of Amira Haddad').selectOption('Member');
      await seenByAdmin.getByRole('listitem').filter({ hasText: 'You' }).getByText(reason).waitFor();
    },
  },
  {
    name: 'crm',
    amiraOpens: 'Bruno Keller',
    brunoOpens: 'Amira Haddad',
    tellsReading: true,
    speciality: 'a file that the host stores, a subject and a deal',
    async show(amira, bruno) {
      const file = { name: 'offer.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 offer') };
      await amira.page.locator('input[type=file]').first().setInputFiles(file);
      await amira.send('the offer');
      await bruno.message('the offer').getByText('offer.pdf').waitFor();

      await amira.page.getByRole('textbox', { name: 'Subject' }).fill('Two deliveries');
      await amira.page.getByRole('button', { name: 'Relate to…' }).click();
      await amira.page.getByRole('button', { name: 'Deal', exact: true }).click();
      await amira.page.getByRole('combobox', { name: 'Search: Deal' }).fill('glass');
      await amira.page.getByRole('option', { name: /Eleven fittings/ }).click();
      await amira.send('six first, five after');
      const deal = 'Deal · Eleven fittings for the glass hall';
      for (const person of [amira, bruno]) {
        const message = person.message('six first, five after');
        await message.getByText(deal).waitFor();
        await message.getByText('Two deliveries').waitFor();
        await person.list.getByText(deal, { exact: false }).waitFor();
      }
      expect(await amira.page.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('');

      // There are no groups to narrow the list to.
      const filters = amira.page.getByRole('group', { name: 'Show' }).getByRole('button');
      expect(await filters.allTextContents()).toEqual(['All', 'Unread']);
      await menuOf(amira, 'six first, five after');
      const edit = amira.page.getByRole('menuitem', { name: 'Edit', exact: true });
      expect(await edit.getAttribute('aria-disabled')).toBe('true');
      await amira.page.getByText('Not set up here.').first().waitFor();
      await amira.page.keyboard.press('Escape');
    },
  },
  {
    name: 'direct-messaging',
    amiraOpens: 'Bruno Keller',
    brunoOpens: 'Amira Haddad',
    tellsReading: true,
    speciality: 'a pin, and whom an admin may write to',
    async show(amira, bruno) {
      await amira.send('worth a pin');
      await bruno.message('worth a pin').waitFor();
      await menuOf(amira, 'worth a pin');
      await amira.page.getByRole('menuitem', { name: 'Pin' }).click();
      await bruno.message('worth a pin').getByRole('img', { name: 'Pinned' }).waitFor();

      await amira.page.getByRole('button', { name: 'New conversation' }).click();
      const dialog = amira.page.getByRole('dialog', { name: 'New conversation' });
      // In none of the communities she follows.
      await dialog.getByRole('searchbox').fill('dmitri');
      await dialog.getByRole('button', { name: /Dmitri/ }).click();
      await dialog.waitFor({ state: 'detached' });
      await amira.send('welcome');
      await amira.list.getByRole('option', { name: /Dmitri/ }).waitFor();
    },
  },
  {
    name: 'message-manager',
    amiraOpens: 'Front Desk',
    brunoOpens: 'Front Desk',
    tellsReading: false,
    speciality: 'a template of the host’s, ending the relay, and what a guest says to nobody',
    async show(amira, bruno) {
      await amira.input.pressSequentially('/late');
      await amira.page.getByRole('option', { name: /Late check-out/ }).waitFor();
      await amira.input.press('Enter');
      await amira.input.press('Enter');
      await bruno.message('You are welcome to stay until 14:00 today').waitFor();
      await amira.page
        .getByRole('button', { name: /actions/i })
        .last()
        .click();
      await amira.page.getByRole('menuitem', { name: /End/ }).click();
      await amira.page
        .getByRole('dialog')
        .or(amira.page.getByRole('alertdialog'))
        .getByRole('button', { name: /End/ })
        .click();
      await amira.page.getByText('This conversation has ended.').waitFor();
      // What a colleague wrote stands on the hotel's side, under their name.
      await amira.message('and hello back').locator('[data-own]').first().waitFor();
      await amira.message('and hello back').getByText('Bruno Keller').first().waitFor();

      await amira.list.getByRole('option', { name: /Noor Haddad/ }).click();
      await amira.page.getByText('Its messages cannot be read here.').waitFor();
      expect(await amira.messages.count()).toBe(0);
    },
  },
  {
    name: 'staff-chat',
    amiraOpens: 'Bruno Keller',
    brunoOpens: 'Amira Haddad',
    tellsReading: true,
    speciality: 'a mention, a reaction, a forwarded message and one deleted without a trace',
    async show(amira, bruno) {
      await amira.input.pressSequentially('@kel');
      const people = amira.page.getByRole('listbox', { name: 'People to mention' });
      await people.getByRole('option', { name: /Bruno Keller/ }).waitFor();
      await amira.input.press('Enter');
      await amira.input.pressSequentially('the roof garden is open');
      await amira.input.press('Enter');
      await bruno.message('the roof garden is open').waitFor();
      // Whom the server found in the words, he is told first.
      await bruno
        .message('the roof garden is open')
        .locator('[data-me]', { hasText: '@Bruno Keller' })
        .waitFor({ timeout: 60_000 });
      await react(bruno, 'the roof garden is open');
      await amira
        .message('the roof garden is open')
        .getByRole('button', { name: /^👍 1/ })
        .waitFor({ timeout: 60_000 });

      await menuOf(amira, 'the roof garden is open');
      await amira.page.getByRole('menuitem', { name: 'Forward' }).click();
      const dialog = amira.page.getByRole('dialog', { name: 'Forward message' });
      await dialog.getByRole('checkbox', { name: /Morning shift/ }).click();
      await dialog.getByRole('button', { name: 'Forward to 1' }).click();
      await dialog.waitFor({ state: 'detached' });
      await bruno.openConversation('Morning shift');
      await bruno.message('the roof garden is open').waitFor();

      await amira.openConversation('Morning shift');
      await amira.message('Lift 2 works again').waitFor();
      await menuOf(amira, 'the roof garden is open');
      await amira.page.getByRole('menuitem', { name: 'Delete without a trace' }).click();
      await amira.page.getByRole('dialog').getByRole('button', { name: 'Delete without a trace' }).click();
      await expect.poll(() => bruno.message('the roof garden is open').count()).toBe(0);
    },
  },
];

describe('the playground on every backend', () => {
  let server: ServerProcess;
  let playground: Awaited<ReturnType<typeof servePlayground>>;
  let browser: Browser;

  beforeAll(async () => {
    server = await startServer({ data: ':memory:', api: 'all' });
    [playground, browser] = await Promise.all([servePlayground(), launchBrowser()]);
  });

  afterAll(async () => {
    await browser.close();
    await playground.close();
    await server.kill();
  });

  it.each(backends.map((backend) => [backend.name, backend.speciality, backend] as const))(
    '%s: sends, receives, reads, and shows %s',
    async (_name, _speciality, backend) => {
      const url = `${server.url}/${backend.name}`;
      const amira = await Person.open(browser, playground.url, url, 'amira', backend.name);
      const bruno = await Person.open(browser, playground.url, url, 'bruno', backend.name);
      await amira.openConversation(backend.amiraOpens);
      await bruno.openConversation(backend.brunoOpens);
      await amira.send(`hello on ${backend.name}`);
      await bruno.message(`hello on ${backend.name}`).waitFor();
      await bruno.send('and hello back');
      await amira.message('and hello back').waitFor();
      if (backend.tellsReading) await bruno.page.getByText('Read', { exact: true }).last().waitFor();
      await backend.show(amira, bruno);
      expect([...amira.problems, ...bruno.problems]).toEqual([]);
      await amira.context.close();
      await bruno.context.close();
    },
  );
});
