import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PushService, startPushService } from '../../../packages/mock-server/src/testing/push-service';
import { launchBrowser, servePlayground, startServer } from './stage';
import type { ServerProcess } from './stage';

const scope = '/push/staff-chat-alone-bruno/';

/** One of the hotel's staff, by requests alone. */
async function signIn(apiUrl: string, username: string) {
  const ask = async (method: string, path: string, token: string | null, body?: object) => {
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Token ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  const login = await ask('POST', '/api/staff/login/', null, { username, password: 'demo' });
  const token = String(login['token']);
  return {
    hasDevice: async () =>
      (await ask('GET', '/api/staff/hotel/grand-demo/me/', token))['has_fcm_token'] === true,
    async send(message: string) {
      const list = await ask('GET', '/api/staff-chat/grand-demo/conversations/', token);
      const [conversation] = list['results'] as [{ id: number }];
      const path = `/api/staff-chat/grand-demo/conversations/${String(conversation.id)}/send-message/`;
      await ask('POST', path, token, { message });
      return conversation.id;
    },
  };
}

describe('a browser that is notified', () => {
  let folder: string;
  let server: ServerProcess;
  let service: PushService;
  let playground: Awaited<ReturnType<typeof servePlayground>>;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let chromium: CDPSession;
  const registrations: { registrationId: string; scopeURL: string }[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chat-e2e-'));
    server = await startServer({ data: join(folder, 'chat.db'), api: 'staff-chat' });
    [playground, browser, service] = await Promise.all([
      servePlayground(),
      launchBrowser(),
      startPushService(),
    ]);
    context = await browser.newContext({ permissions: ['notifications'] });
    // The browser maker's push service is far away; this one is on this machine.
    await context.addInitScript((subscription) => {
      let current: object | null = null;
      Object.assign(PushManager.prototype, {
        getSubscription: () => Promise.resolve(current),
        subscribe(options: { applicationServerKey: string }) {
          current = {
            endpoint: subscription.endpoint,
            options,
            unsubscribe() {
              current = null;
              return Promise.resolve(true);
            },
            toJSON: () => subscription,
          };
          return Promise.resolve(current);
        },
      });
    }, service.subscribe());
    page = await context.newPage();
    chromium = await context.newCDPSession(page);
    chromium.on('ServiceWorker.workerRegistrationUpdated', (told) =>
      registrations.push(...told.registrations),
    );
    await chromium.send('ServiceWorker.enable');
  });

  afterAll(async () => {
    await browser.close();
    await playground.close();
    await server.kill();
    await service.close();
    await rm(folder, { recursive: true });
  });

  const openPage = async () => {
    await page.goto(`${playground.url}?user=bruno&backend=staff-chat&api=${encodeURIComponent(server.url)}`);
    await page.getByRole('listbox', { name: 'Conversations' }).getByRole('option').first().waitFor();
  };
  /** Hands the worker what the push service has received, as the browser would. */
  const deliver = async (index: number) => {
    const registrationId =
      registrations.find(({ scopeURL }) => scopeURL.endsWith(scope))?.registrationId ?? '';
    await chromium.send('ServiceWorker.deliverPushMessage', {
      origin: new URL(playground.url).origin,
      registrationId,
      data: JSON.stringify(service.received[index]?.payload),
    });
  };
  const notifications = () =>
    page.evaluate(async (at) => {
      const registration = await navigator.serviceWorker.getRegistration(at);
      const shown = (await registration?.getNotifications()) ?? [];
      return shown.map(({ title, body, tag }) => ({ title, body, tag }));
    }, scope);

  it('is told of what comes while its page is closed, and not of what it looks at', async () => {
    const [amira, bruno] = [await signIn(server.url, 'amira'), await signIn(server.url, 'bruno')];
    await openPage();
    await expect.poll(bruno.hasDevice).toBe(true);

    await page.goto('about:blank');
    const conversation = await amira.send('Are you there?');
    await service.untilReceived(1);
    await deliver(0);
    await openPage();
    const shown = {
      title: '💬 Amira Haddad',
      body: 'Are you there?',
      tag: `conversation-${String(conversation)}`,
    };
    await expect.poll(notifications).toEqual([shown]);

    await amira.send('I see you');
    await service.untilReceived(2);
    await deliver(1);
    await page.getByText('I see you').first().waitFor();
    expect(await notifications()).toEqual([shown]);
  });
});
