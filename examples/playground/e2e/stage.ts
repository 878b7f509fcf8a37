import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import type { Browser, BrowserContext, Locator, Page, WebSocket } from 'playwright';
import { build, preview } from 'vite';
import { chromiumFlags, findChromium } from '../../../scripts/find-chromium.mjs';

const cli = fileURLToPath(new URL('../../../packages/mock-server/dist/cli.js', import.meta.url));
const configFile = fileURLToPath(new URL('../vite.config.ts', import.meta.url));

export interface ServerProcess {
  readonly url: string;
  readonly port: number;
  /** As a crash would: no goodbye to anybody. */
  kill(): Promise<void>;
}

/** The real server in a process of its own; resolves once it listens. */
export async function startServer(options: {
  readonly data: string;
  readonly port?: number;
  readonly profile?: 'documented' | 'deployed';
  readonly api?: string;
  /** Faults can be switched over HTTP. */
  readonly control?: boolean;
}): Promise<ServerProcess> {
  const { data, port = 0, profile = 'documented', api = 'connectify', control = false } = options;
  const flags = ['--port', String(port), '--data', data, '--profile', profile, '--seed', 'demo', '--json'];
  flags.push('--api', api, ...(control ? ['--control'] : []));
  const child: ChildProcess = spawn(process.execPath, [cli, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('The server has no output to read.');
  for await (const line of createInterface({ input: child.stdout })) {
    const started = JSON.parse(line) as { url: string; port: number };
    return {
      ...started,
      async kill() {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill('SIGKILL');
        await once(child, 'exit');
      },
    };
  }
  throw new Error('The server ended before it listened.');
}

/** The built playground, served as a host would serve it. */
export async function servePlayground(): Promise<{ readonly url: string; close(): Promise<void> }> {
  // A folder of its own: another run may build at the same time.
  const outDir = await mkdtemp(join(tmpdir(), 'chat-playground-'));
  const shared = { configFile, logLevel: 'error', build: { outDir, emptyOutDir: true } } as const;
  await build(shared);
  const server = await preview({ ...shared, preview: { port: 0, host: '127.0.0.1' } });
  const [url] = server.resolvedUrls?.local ?? [];
  if (url === undefined) throw new Error('The playground has no address.');
  return {
    url,
    async close() {
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}

export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  // A page answered from memory has no address, and Chromium would keep it from asking this machine anything.
  const args = [...chromiumFlags, '--disable-features=LocalNetworkAccessChecks'];
  return chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) });
}

/** One person in a browser context of their own, as on a machine of their own. */
export class Person {
  readonly problems: string[] = [];
  /** Those that are open in this tab. */
  readonly sockets = new Set<WebSocket>();

  private constructor(
    readonly name: string,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async open(
    browser: Browser,
    pageUrl: string,
    apiUrl: string,
    name: string,
    backend = 'connectify',
    keyed = false,
  ): Promise<Person> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await keepPageReachable(context, pageUrl);
    const address = `${pageUrl}?user=${name}&backend=${backend}&api=${encodeURIComponent(apiUrl)}${keyed ? '&keyed' : ''}`;
    return Person.openPage(name, context, address);
  }

  /** Somebody else in another tab of the same browser. */
  openTabOf(name: string): Promise<Person> {
    const address = new URL(this.page.url());
    address.searchParams.set('user', name);
    return Person.openPage(name, this.context, address.href);
  }

  /** The same person in another tab of the same browser; `other` can be chosen there too. */
  openTab(other?: string): Promise<Person> {
    const address = new URL(this.page.url());
    if (other !== undefined) address.searchParams.set('left', other);
    return Person.openPage(this.name, this.context, address.href);
  }

  private static async openPage(name: string, context: BrowserContext, address: string): Promise<Person> {
    const page = await context.newPage();
    const person = new Person(name, context, page);
    page.on('pageerror', (error) => person.problems.push(error.message));
    page.on('websocket', (socket) => {
      person.sockets.add(socket);
      socket.on('close', () => person.sockets.delete(socket));
    });
    await page.goto(address);
    await person.list.getByRole('option').first().waitFor();
    return person;
  }

  get list(): Locator {
    return this.page.getByRole('listbox', { name: 'Conversations' });
  }

  get input(): Locator {
    return this.page.getByRole('textbox', { name: /message/i });
  }

  get messages(): Locator {
    return this.page.getByRole('article');
  }

  async openConversation(title: string): Promise<void> {
    await this.list
      .getByRole('option', { name: new RegExp(title) })
      .first()
      .click();
    await this.input.waitFor();
  }

  async send(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press('Enter');
  }

  message(text: string): Locator {
    return this.messages.filter({ hasText: text });
  }

  /** Presses a button of the bar beside a message; a row that moved from under the pointer is pointed at again. */
  async pressAction(row: Locator, name: string): Promise<void> {
    const button = row.getByRole('button', { name });
    for (let attempt = 1; ; attempt += 1) {
      await row.hover();
      try {
        return await button.click({ timeout: 3_000 });
      } catch (error) {
        if (attempt === 5) throw error;
      }
    }
  }

  /** Reads on to the newest message that is loaded. */
  async scrollToEnd(): Promise<void> {
    await this.page.locator('.chat-messages-viewport').evaluate((viewport) => {
      viewport.scrollTop = viewport.scrollHeight;
    });
  }

  /** Texts of the shown rows that carry one of these marks, in order. */
  async textsWith(mark: string): Promise<string[]> {
    const texts = await this.messages.allInnerTexts();
    return texts.flatMap((text) => new RegExp(`${mark}\\S*`).exec(text)?.[0] ?? []);
  }
}

/** A page that was loaded once can be loaded again offline, as an installed app can; only the network is gone. */
async function keepPageReachable(context: BrowserContext, pageUrl: string): Promise<void> {
  const { origin } = new URL(pageUrl);
  const kept = new Map<string, { body: Buffer; contentType: string }>();
  await context.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    let answer = kept.get(pathname);
    if (answer === undefined) {
      const response = await fetch(new URL(pathname, origin));
      const body = Buffer.from(await response.arrayBuffer());
      answer = { body, contentType: response.headers.get('content-type') ?? 'application/octet-stream' };
      kept.set(pathname, answer);
    }
    await route.fulfill(answer);
  });
}
