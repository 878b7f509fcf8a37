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
  await row.hover();
  await row.getByRole('button', { name: 'Message actions' }).click();
}

async function react(person: Person, text: string) {
  const row = person.message(text).last();
  await row.hover();
  await row.getByRole('button', { name: 'React' }).click();
  const choice = { name: '👍', exact: true };
  await person.page.getByRole('button', choice).or(person.page.getByRole('menuitem', choice)).first().click();
}

const backends: readonly Backend[] = [
  {
    name: 'crm',
    amiraOpens: 'Bruno Keller',
    brunoOpens: 'Amira Haddad',
    tellsReading: true,
    speciality: 'a file that the host stores',
    async show(amira, bruno) {
      const file = { name: 'offer.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 offer') };
      await amira.page.locator('input[type=file]').first().setInputFiles(file);
      await amira.send('the offer');
      await bruno.message('the offer').getByText('offer.pdf').waitFor();
    },
  },
  {
    name: 'direct-messaging',
    amiraOpens: 'Bruno Keller',
    brunoOpens: 'Amira Haddad',
    tellsReading: true,
    speciality: 'a pin',
    async show(amira, bruno) {
      await amira.send('worth a pin');
      await bruno.message('worth a pin').waitFor();
      await menuOf(amira, 'worth a pin');
      await amira.page.getByRole('menuitem', { name: 'Pin' }).click();
      await bruno.message('worth a pin').getByRole('img', { name: 'Pinned' }).waitFor();
    },
  },
  {
    name: 'message-manager',
    amiraOpens: 'Front Desk',
    brunoOpens: 'Front Desk',
    tellsReading: false,
    speciality: 'ending the relay',
    async show(amira) {
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
    },
  },
  {
    name: 'staff-chat',
    amiraOpens: 'Bruno Keller',
    brunoOpens: 'Amira Haddad',
    tellsReading: true,
    speciality: 'a mention and a reaction',
    async show(amira, bruno) {
      await amira.send('@Bruno, the roof garden is open');
      await bruno.message('the roof garden is open').waitFor();
      await react(bruno, 'the roof garden is open');
      await amira
        .message('the roof garden is open')
        .getByRole('button', { name: /^👍 1/ })
        .waitFor({ timeout: 60_000 });
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
