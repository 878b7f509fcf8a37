import { createMockServer } from '@chat/mock-server';
import type { MockServer } from '@chat/mock-server';
import Pusher from 'pusher-js';
import { describe, it } from 'vitest';
import type { AdapterFactory } from '../adapter/adapter';
import { conversationId } from '../model/ids';
import type { ConversationId } from '../model/ids';
import { describeAdapterContract } from '../testing/adapter-contract';
import type { ContractPerson, ContractStage } from '../testing/adapter-contract/stage';
import { createHurriedTime } from '../testing/hurried-time';
import { openSignedIn } from '../testing/signed-in-adapter';
import { connectify } from './connectify';
import { crm } from './crm';
import { directMessaging } from './direct-messaging';
import { messageManager } from './message-manager';
import { staffChat } from './staff-chat';

const never = new AbortController().signal;

interface Backend {
  /** Besides the API's name, where one API is held twice. */
  readonly way?: string;
  readonly api: NonNullable<NonNullable<Parameters<typeof createMockServer>[0]>['api']>;
  readonly factory: (server: MockServer) => AdapterFactory;
  readonly author: string;
  readonly reader: string;
  readonly missing: string;
  /** Part of the request that a lost answer belongs to. */
  readonly send: string;
}

const backends: readonly Backend[] = [
  {
    api: 'connectify',
    factory: (server) => connectify({ baseUrl: server.url, timeoutMs: 5_000 }),
    author: 'amira',
    reader: 'bruno',
    missing: 'direct:4711',
    send: 'send',
  },
  {
    api: 'crm',
    factory: (server) =>
      crm({
        baseUrl: server.url,
        timeoutMs: 5_000,
        editing: true,
        pusher: { Pusher, key: 'demo-key', wsHost: '127.0.0.1', wsPort: server.port, forceTLS: false },
      }),
    author: 'amira',
    reader: 'bruno',
    missing: '1:4711',
    send: 'send',
  },
  {
    api: 'direct-messaging',
    factory: (server) => directMessaging({ baseUrl: server.url, timeoutMs: 5_000 }),
    author: 'amira',
    reader: 'bruno',
    missing: '4711',
    send: 'messages',
  },
  {
    api: 'message-manager',
    factory: (server) => messageManager({ baseUrl: server.url, timeoutMs: 5_000 }),
    author: 'amira',
    reader: 'bruno',
    missing: '4711',
    send: 'send_message',
  },
  {
    api: 'staff-chat',
    way: ' by polling',
    factory: (server) => staffChat({ baseUrl: server.url, hotel: 'grand-demo', timeoutMs: 5_000 }),
    author: 'amira',
    reader: 'bruno',
    missing: '4711',
    send: 'send-message',
  },
  {
    api: 'staff-chat',
    way: ' over Pusher',
    factory: (server) =>
      staffChat({
        baseUrl: server.url,
        hotel: 'grand-demo',
        timeoutMs: 5_000,
        pusher: { Pusher, key: 'demo-key', wsHost: '127.0.0.1', wsPort: server.port, forceTLS: false },
      }),
    author: 'amira',
    reader: 'bruno',
    missing: '4711',
    send: 'send-message',
  },
];

/** The conversation both list: the one of the two, or that of a guest both serve. */
async function shared(person: ContractPerson, other: ContractPerson): Promise<ConversationId> {
  const otherId = (await other.adapter.loadMe(never)).id;
  const { conversations } = await person.adapter.loadConversations(null, never);
  const found = conversations.find(
    ({ kind, participants, write }) =>
      write.name === 'open' && (kind === 'guest' || (kind === 'direct' && participants.includes(otherId))),
  );
  if (found === undefined) throw new Error('The two people share no conversation.');
  return found.id;
}

for (const backend of backends) {
  for (const profile of ['documented', 'deployed'] as const) {
    describeAdapterContract({
      name: `${backend.api}${backend.way ?? ''} on the reference server, profile ${profile},`,
      describe: (name, body) => describe(name, { timeout: 30_000 }, body),
      it,
      async createStage(): Promise<ContractStage> {
        const server = await createMockServer({
          api: backend.api,
          profile,
          seed: 'demo',
          onError: () => undefined,
        });
        const time = createHurriedTime();
        const signIn = (login: string) =>
          openSignedIn(backend.factory(server), { origin: server.url, login, password: 'demo' }, time);
        const [author, reader] = await Promise.all([signIn(backend.author), signIn(backend.reader)]);
        return {
          author,
          reader,
          conversationId: await shared(author, reader),
          readersConversationId: await shared(reader, author),
          missingConversationId: conversationId(backend.missing),
          loseNextAnswer: () =>
            server.faults.inject('loseAcknowledgement', { times: 1, match: backend.send }),
          close: () => server.close(),
        };
      },
    });
  }
}
