import { createMockServer, type MockServer } from '@chat/mock-server';
import Pusher from 'pusher-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatClient } from '../../client';
import { createChatClient } from '../../create-chat-client';
import type { ChatError } from '../../errors';
import type { ConversationId } from '../../model/ids';
import { memoryStorage } from '../../storage/memory';
import { selectConversationIds, selectConversationView } from '../../store/select-conversation';
import { selectTimeline } from '../../store/select-timeline';
import { createNodePlatform, eventually } from '../../testing/node-platform';
import { crm, type CrmOptions } from './index';

/** What a browser keeps for a site, and reads of it what scripts may. */
interface Browser {
  readonly fetch: typeof fetch;
  readonly csrfToken: () => string | null;
}

describe.each(['documented', 'deployed'] as const)(
  'cookie sessions on the real crm server, profile %s',
  { timeout: 40_000 },
  (profile) => {
    let server: MockServer;
    let clients: ChatClient[];

    beforeEach(async () => {
      clients = [];
      server = await createMockServer({ api: 'crm', profile, seed: 'demo', onError: () => undefined });
    });
    afterEach(async () => {
      await Promise.all(clients.map((client) => client.close()));
      await server.close();
    });

    /** Signs in at the admin site's door, as a person does in front of an app of the same site. */
    async function browserOf(username: string): Promise<Browser> {
      const cookies = new Map<string, string>();
      const browse: typeof fetch = async (input, init = {}) => {
        const headers = new Headers(init.headers);
        // Only what asks for cookies gets them, as from a page of another port.
        if (init.credentials === 'include')
          headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
        const answer = await fetch(input, { ...init, headers });
        for (const cookie of answer.headers.getSetCookie()) {
          const [name = '', value = ''] = cookie.split(';')[0]?.split('=') ?? [];
          cookies.set(name, value);
        }
        return answer;
      };
      const url = `${server.url}/admin/login/`;
      await browse(url);
      const csrfmiddlewaretoken = cookies.get('csrftoken') ?? '';
      await browse(url, {
        method: 'POST',
        redirect: 'manual',
        credentials: 'include',
        body: new URLSearchParams({ username, password: 'demo', csrfmiddlewaretoken }),
      });
      return { fetch: browse, csrfToken: () => cookies.get('csrftoken') ?? null };
    }

    async function opened(
      { fetch }: Browser,
      other: string,
      options: Partial<CrmOptions>,
    ): Promise<{ client: ChatClient; conversation: ConversationId; failures: ChatError[] }> {
      const client = createChatClient({
        adapter: crm({
          baseUrl: server.url,
          pusher: { Pusher, key: 'demo-key', wsHost: '127.0.0.1', wsPort: server.port, forceTLS: false },
          ...options,
        }),
        session: { type: 'cookie' },
        storage: memoryStorage(),
        platform: { ...createNodePlatform(server.url), fetch },
      });
      clients.push(client);
      const failures: ChatError[] = [];
      client.on('message-failed', (_id, error) => failures.push(error));
      await client.start();
      const find = () =>
        selectConversationIds(client.getState()).find(
          (id) => selectConversationView(client.getState(), id)?.title === other,
        );
      await eventually('the list is there', () => find() !== undefined);
      const conversation = find()!;
      client.openConversation(conversation);
      await eventually(
        'the history is there',
        () => selectTimeline(client.getState(), conversation).length > 0,
      );
      return { client, conversation, failures };
    }

    const last = (client: ChatClient, conversation: ConversationId) => {
      const view = selectTimeline(client.getState(), conversation);
      return view.at(view.length - 1);
    };

    it('carry a customer’s reading, answering and hearing', async () => {
      const browser = await browserOf('hugo');
      const { client, conversation } = await opened(browser, 'Amira Haddad', {
        csrfToken: browser.csrfToken,
      });
      await eventually('the channel is signed', () => client.getState().connection.name === 'open');
      const { session, users } = client.getState();
      expect(session.name === 'signed-in' && users.get(session.me)?.name).toBe('Hugo Marchetti');
      client.sendMessage(conversation, { text: 'Two deliveries, then.' });
      await eventually('it is sent', () => last(client, conversation)?.status === 'sent');
      await server.as('amira').send({ with: 'hugo' }, 'Gladly.');
      await eventually('the answer is heard', () => last(client, conversation)?.text === 'Gladly.');
    });

    it('cannot write without the token for writes, and keep what was to be written', async () => {
      const { client, conversation, failures } = await opened(await browserOf('amira'), 'Bruno Keller', {});
      client.sendMessage(conversation, { text: 'Refused' });
      await eventually('it failed', () => failures.length === 1);
      expect(failures[0]).toMatchObject({
        code: 'forbidden',
        message: 'CSRF Failed: CSRF token missing or incorrect.',
      });
      expect(last(client, conversation)).toMatchObject({ status: 'failed', text: 'Refused' });
    });

    it('end with the server’s session', async () => {
      const browser = await browserOf('amira');
      const { client } = await opened(browser, 'Bruno Keller', { csrfToken: browser.csrfToken });
      const person = await server.world.people.named('amira');
      await server.world.sessions.endAllOf('crm', person?.id ?? 0);
      await client.refreshConversations().catch(() => undefined);
      await eventually('the client knows', () => client.getState().session.name === 'signed-out');
    });
  },
);
