import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crash, databases, fillDisk, freeze, queuedOnDisk, slowUploads } from './browser-faults';
import { connectifyTruth, crmTruth } from './server-truth';
import type { ServerTruth } from './server-truth';
import { launchBrowser, Person, servePlayground, startServer } from './stage';
import type { ServerProcess } from './stage';
import { openWire } from './wire';
import type { Wire } from './wire';

const counts = { sent: 0, lost: 0, doubled: 0, faults: 0 };

interface Backend {
  readonly api: 'connectify' | 'crm';
  /** The server knows a send again by its key. */
  readonly keyed: boolean;
  /** The conversation as amira and bruno see it, and another one of bruno's. */
  readonly amiraOpens: string;
  readonly brunoOpens: string;
  readonly brunoElsewhere: string;
  readonly truth: (url: string) => ServerTruth;
}

const phoenix = 'Project Phoenix';
const group = {
  api: 'connectify',
  amiraOpens: phoenix,
  brunoOpens: phoenix,
  brunoElsewhere: 'Lunch',
  truth: (url: string) => connectifyTruth(url, phoenix),
} as const;

const backends: readonly (readonly [string, Backend])[] = [
  ['connectify, by sockets and without keys', { ...group, keyed: false }],
  ['connectify with keys', { ...group, keyed: true }],
  [
    'crm, without keys',
    {
      api: 'crm',
      keyed: false,
      amiraOpens: 'Bruno Keller',
      brunoOpens: 'Amira Haddad',
      brunoElsewhere: 'Hugo Marchetti',
      truth: crmTruth,
    },
  ],
];

/** What the server does once, or for a while, to what it is asked and tells; each in the words of its control. */
const serverFaults = [
  { name: 'loseRequest', times: 1, match: 'POST ' },
  { name: 'loseAcknowledgement', times: 1, match: 'POST ' },
  { name: 'failAfterStore', times: 1, match: 'POST ' },
  { name: 'status', status: 500, times: 2, match: 'POST ' },
  { name: 'status', status: 429, retryAfterSeconds: 1, times: 1, match: 'POST ' },
  { name: 'delay', milliseconds: 1_500, times: 1, match: 'POST ' },
  { name: 'duplicateFrames', times: 6 },
  { name: 'reorderFrames', times: 6 },
  { name: 'malformedFrames', times: 2 },
  { name: 'dropSocketAfter', frames: 1, times: 2 },
  { name: 'expireTokens' },
] as const;

/**
 * When a kept connection ends without an answer, Chromium sends the POST again by itself, before we hear of it; only a
 * key makes the two one. Where answers are lost on their way is proven below, by a hand between the two.
 */
const faultsOf = ({ api, keyed }: Backend) =>
  serverFaults.filter(({ name }) => name !== 'loseAcknowledgement' || keyed || api === 'connectify');

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

const queued = (person: Person) => expect.poll(() => queuedOnDisk(person));

describe.each(backends)('what was given arrives once: %s', (_name, backend) => {
  let folder: string;
  let server: ServerProcess;
  let playground: Awaited<ReturnType<typeof servePlayground>>;
  let browser: Browser;
  let truth: ServerTruth;
  let bruno: Person;
  let amira: Person;
  let wire: Wire;
  /** Everything that was sent, in the order it was given. */
  const given: string[] = [];
  const problems: string[][] = [];

  const open = async (name: string, apiUrl = server.url) => {
    const { api, keyed } = backend;
    const person = await Person.open(browser, playground.url, apiUrl, name, api, keyed);
    problems.push(person.problems);
    return person;
  };
  const openTab = async () => {
    const tab = await amira.openTab();
    problems.push(tab.problems);
    await tab.openConversation(backend.amiraOpens);
    return tab;
  };
  /** Ends the faults there are, and begins this one. */
  const inject = async (fault?: (typeof serverFaults)[number]) => {
    const control = `${server.url}/__faults`;
    await fetch(control, { method: 'DELETE' });
    if (fault === undefined) return;
    expect((await fetch(control, { method: 'POST', body: JSON.stringify(fault) })).status).toBe(200);
  };
  const onServer = (mark: string) => truth.said(mark).then((said) => said.map(({ text }) => text));
  const rowOfBruno = () => bruno.list.getByRole('option', { name: new RegExp(backend.brunoOpens) }).first();
  const unreadOfBruno = async () => {
    const [text = '0'] = await rowOfBruno()
      .getByText(/^\d+ unread message/)
      .allTextContents();
    return Number.parseInt(text, 10);
  };

  /** On the server, in these tabs and on a new device of the author: each once and in order, and none waits. */
  const arrived = async (mark: string, expected: readonly string[], tabs = [amira]) => {
    given.push(...expected);
    await expect.poll(() => onServer(mark)).toEqual(expected);
    const newcomer = await open('amira');
    await newcomer.openConversation(backend.amiraOpens);
    for (const person of [newcomer, ...tabs]) {
      await expect.poll(() => person.textsWith(mark)).toEqual(expected);
    }
    await newcomer.context.close();
    await queued(amira).toBe(0);
    await expect.poll(unreadOfBruno).toBe(given.length);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chat-e2e-'));
    server = await startServer({ data: join(folder, 'chat.db'), api: backend.api, control: true });
    truth = backend.truth(server.url);
    [playground, browser] = await Promise.all([servePlayground(), launchBrowser()]);
    bruno = await open('bruno');
    await bruno.openConversation(backend.brunoOpens);
    await rowOfBruno()
      .getByText(/unread message/)
      .waitFor({ state: 'detached' });
    await bruno.openConversation(backend.brunoElsewhere);
    wire = await openWire(server.url);
    amira = await open('amira', wire.url);
    await wire.holdFramesOf(amira.context);
    await amira.page.reload();
    await amira.openConversation(backend.amiraOpens);
  });

  afterAll(async () => {
    await browser.close();
    await wire.close();
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
    wire.hold('to the server');
    await amira.send('leaving-1');
    await expect.poll(() => wire.kept.some((sent) => sent.includes('leaving-1'))).toBe(true);
    await amira.send('leaving-2');
    await queued(amira).toBe(2);
    await crash(amira);
    wire.release();
    amira = await openTab();
    await arrived('leaving-', ['leaving-1', 'leaving-2']);
  });

  it('when the tab is closed after the server stored it and before that is known', async () => {
    wire.hold('to the page');
    await amira.send('stored-1');
    await expect.poll(() => onServer('stored-')).toEqual(['stored-1']);
    await amira.send('stored-2');
    await queued(amira).toBe(2);
    await amira.page.close({ runBeforeUnload: false });
    wire.release();
    amira = await openTab();
    await arrived('stored-', ['stored-1', 'stored-2']);
  });

  it('when the leading tab closes while it sends, also what the other tab gave it', async () => {
    const other = await openTab();
    wire.hold('to the page');
    await amira.send('leader-1');
    await expect.poll(() => onServer('leader-')).toEqual(['leader-1']);
    await other.send('leader-2');
    await queued(other).toBe(2);
    await amira.page.close({ runBeforeUnload: false });
    wire.release();
    amira = other;
    await arrived('leader-', ['leader-1', 'leader-2']);
  });

  it('when the leading tab is frozen while it sends, and wakes when another has gone on', async () => {
    const other = await openTab();
    wire.hold('to the page');
    await amira.send('frozen-1');
    await expect.poll(() => onServer('frozen-')).toEqual(['frozen-1']);
    await other.send('frozen-2');
    await queued(other).toBe(2);
    const wake = await freeze(amira);
    wire.release();
    await expect.poll(() => onServer('frozen-')).toEqual(['frozen-1', 'frozen-2']);
    await wake();
    await amira.send('frozen-3');
    await arrived('frozen-', ['frozen-1', 'frozen-2', 'frozen-3'], [amira, other]);
    await other.page.close();
  });

  it('when the tab dies in the middle of an upload', async () => {
    await slowUploads(amira);
    await attach(amira, 'minutes.txt', 1_000_000);
    const upload = amira.page.waitForRequest((request) =>
      /multipart/.test(request.headers()['content-type'] ?? ''),
    );
    await amira.send('upload-1');
    await upload;
    await amira.send('upload-2');
    await queued(amira).toBe(2);
    await crash(amira);
    amira = await openTab();
    await arrived('upload-', ['upload-1', 'upload-2']);
    expect(await amira.message('upload-1').getByText('minutes.txt').count()).toBe(1);
  });

  it('when the disk fills while it sends, and the page is loaded again: what finds no room says so', async () => {
    const refused = amira.message('filling-2').getByRole('button', { name: 'Retry' });
    wire.hold('to the page');
    await amira.send('filling-1');
    await expect.poll(() => onServer('filling-')).toEqual(['filling-1']);
    await queued(amira).toBe(1);
    const makeRoom = await fillDisk(amira);
    try {
      await amira.send('filling-2');
      await refused.waitFor();
      wire.release();
      await amira.page.reload();
      await amira.openConversation(backend.amiraOpens);
      await amira.message('filling-1').waitFor();
      await amira.send('filling-2');
      await refused.waitFor();
      expect(await onServer('filling-')).toEqual(['filling-1']);
    } finally {
      await makeRoom();
    }
    await refused.click();
    await expect.poll(() => onServer('filling-2')).toEqual(['filling-2']);
    await amira.page.reload();
    await amira.openConversation(backend.amiraOpens);
    await arrived('filling-', ['filling-1', 'filling-2']);
  });

  it('when the server fails in every way it knows, with two tabs that both write', async () => {
    const other = await openTab();
    const expected: string[] = [];
    for (const [index, fault] of faultsOf(backend).entries()) {
      counts.faults += 1;
      const text = `failing-${String(index)}-${fault.name}`;
      await inject(fault);
      await (index % 2 === 0 ? amira : other).send(text);
      expected.push(text);
      // One after the other, as two tabs have no order among themselves.
      await expect.poll(() => onServer(text).catch(() => [])).not.toEqual([]);
    }
    await inject();
    await arrived('failing-', expected, [amira, other]);
    await other.page.close();
  });

  it('but not what waits when its author signs out in the other tab, who leaves nothing behind', async () => {
    const one = await open('amira');
    await one.openConversation(backend.amiraOpens);
    const two = await one.openTab('chiara');
    problems.push(two.problems);
    await two.openConversation(backend.amiraOpens);
    const chiara = await one.openTabOf('chiara');
    const ofChiara = async () =>
      Object.entries(await databases(one)).filter(([name]) => name.includes('alone-chiara'));
    await expect.poll(async () => (await ofChiara()).length).toBeGreaterThan(0);
    await chiara.page.close();
    const before = await ofChiara();

    await setOffline(one, true);
    await one.send('signed-out-1');
    await two.send('signed-out-2');
    await queued(one).toBe(2);
    const signedOut = one.page.locator('.seat-note').waitFor();
    await two.page.locator('.seat-bar select').selectOption('chiara', { force: true });
    await signedOut;
    await queued(one).toBe(0);
    expect(await ofChiara()).toEqual(before);

    // Without the network nobody signs in again.
    await setOffline(one, false);
    await one.page.getByRole('button', { name: 'Try again' }).click();
    await one.openConversation(backend.amiraOpens);
    await one.send('signed-out-3');
    await arrived('signed-out-', ['signed-out-3'], [one]);
    await one.context.close();
  });

  it('and stays so: nothing came twice or late, and what is read is read', async () => {
    const said = await truth.said('-');
    const hers = said.filter(({ author, text }) => author === 'amira' && /^[a-z-]+-\d/.test(text));
    const texts = hers.map(({ text }) => text);
    counts.sent += given.length;
    counts.lost += given.filter((text) => !texts.includes(text)).length;
    counts.doubled += texts.length - new Set(texts).size;
    expect(texts).toEqual(given);
    await expect.poll(() => truth.unreadOf('bruno')).toBe(given.length);
    await bruno.openConversation(backend.brunoOpens);
    // It opens where he has not read yet.
    const atTheEnd = async () => {
      await bruno.scrollToEnd();
      return bruno.textsWith('signed-out-');
    };
    await expect.poll(atTheEnd).toEqual(['signed-out-3']);
    await expect.poll(() => truth.unreadOf('bruno')).toBe(0);
    await expect.poll(unreadOfBruno).toBe(0);
  });

  it('met no error on the way', () => {
    expect(problems.flat()).toEqual([]);
  });
});

afterAll(() => {
  const { sent, lost, doubled, faults } = counts;
  console.info(
    `${String(sent)} messages sent, ${String(faults)} faults of the server, ${String(lost)} lost, ${String(doubled)} doubled`,
  );
  expect(counts).toMatchObject({ lost: 0, doubled: 0 });
});
