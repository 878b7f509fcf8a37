import { createMockServer } from '@chat/mock-server';
import type { MockServer } from '@chat/mock-server';
import { WebSocket as NodeSocket } from 'ws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatClient } from '../../client';
import { createChatClient } from '../../create-chat-client';
import type { ConversationId } from '../../model/ids';
import { memoryStorage } from '../../storage/memory';
import { selectConversationIds, selectConversationView } from '../../store/select-conversation';
import { selectTimeline } from '../../store/select-timeline';
import { createHurriedTime, type HurriedTime } from '../../testing/hurried-time';
import { createNodePlatform, eventually } from '../../testing/node-platform';
import { messageManager } from './index';

describe('a client of message-manager on the real server', { timeout: 30_000 }, () => {
  let server: MockServer;
  let time: HurriedTime;
  const clients: ChatClient[] = [];

  beforeEach(() => {
    time = createHurriedTime();
  });

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await server.close();
  });

  /** A browser sends its cookies along; a Node socket has to be told. */
  async function platformWithSession(username: string) {
    const answer = await fetch(`${server.urlOf('message-manager')}/admin/login/`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ username, password: 'demo' }),
    });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    class SessionSocket extends NodeSocket {
      constructor(address: string | URL) {
        super(address, { headers: { cookie } });
      }
    }
    const platform = createNodePlatform(server.url);
    return { ...platform, WebSocket: SessionSocket as unknown as typeof WebSocket };
  }

  async function signedIn(
    login: string,
    options: {
      tokenInSocketUrl?: boolean;
      session?: boolean;
      storage?: ReturnType<typeof memoryStorage>;
    } = {},
  ) {
    const { tokenInSocketUrl = false } = options;
    const client = createChatClient({
      adapter: messageManager({
        baseUrl: server.urlOf('message-manager'),
        timeoutMs: 1_500,
        tokenInSocketUrl,
      }),
      session: { type: 'password', remember: false },
      storage: options.storage ?? memoryStorage(),
      platform: time.watch(
        options.session === true ? await platformWithSession(login) : createNodePlatform(server.url),
      ),
      clock: time.clock,
    });
    clients.push(client);
    await client.start();
    await client.signIn({ login, password: 'demo' });
    await eventually('the list is there', () => selectConversationIds(client.getState()).length > 0);
    return client;
  }

  const named = (client: ChatClient, guest: string): ConversationId | undefined =>
    selectConversationIds(client.getState()).find(
      (id) => selectConversationView(client.getState(), id)?.title === guest,
    );

  async function opened(client: ChatClient, guest: string): Promise<ConversationId> {
    await eventually(`${guest} is listed`, () => named(client, guest) !== undefined);
    const id = named(client, guest)!;
    client.openConversation(id);
    await eventually('the history is there', () => selectTimeline(client.getState(), id).length > 0);
    return id;
  }

  const texts = (client: ChatClient, id: ConversationId): string[] => {
    const view = selectTimeline(client.getState(), id);
    return Array.from({ length: view.length }, (_, index) => view.at(index)?.text ?? '');
  };
  const last = (client: ChatClient, id: ConversationId) => {
    const view = selectTimeline(client.getState(), id);
    return view.at(view.length - 1);
  };

  describe('as documented, all APIs on one server', () => {
    const start = async () => {
      server = await createMockServer({ api: 'all', onError: () => undefined });
    };
    const guest = (name: string) => server.as(name, 'message-manager');

    it('lists every page, reads, sends, and hears guests and colleagues live', async () => {
      await start();
      const amira = await signedIn('amira', { tokenInSocketUrl: true });
      await eventually('the socket is open', () => amira.getState().connection.name === 'open');
      expect(selectConversationIds(amira.getState()).length).toBeGreaterThan(13);
      const lena = await opened(amira, 'Lena Ortiz');
      expect(texts(amira, lena)[0]).toBe('Good morning! Could I get two extra pillows?');
      amira.sendMessage(lena, { text: 'Until two is fine.' });
      await eventually('it is sent', () => last(amira, lena)?.status === 'sent');
      await guest('Lena Ortiz').send({ with: 'amira' }, 'You are the best!');
      await eventually('the guest is heard', () => last(amira, lena)?.text === 'You are the best!');
      expect(last(amira, lena)).toMatchObject({ own: false, onMySide: false, authorName: 'Lena Ortiz' });
    });

    it('knows by my name what I sent from my other device, once a message has told it', async () => {
      await start();
      const [desk, phone] = [await signedIn('amira'), await signedIn('amira')];
      const onDesk = await opened(desk, 'Ana Sousa');
      const onPhone = await opened(phone, 'Ana Sousa');
      phone.sendMessage(onPhone, { text: 'From my phone' });
      await eventually('it arrives', () => last(desk, onDesk)?.text === 'From my phone');
      expect(last(desk, onDesk)).toMatchObject({ own: false, onMySide: true, authorName: 'Amira Haddad' });
      desk.sendMessage(onDesk, { text: 'From my desk' });
      const own = () => {
        const view = selectTimeline(desk.getState(), onDesk);
        return [view.length - 2, view.length - 1].map((index) => view.at(index)?.own);
      };
      await eventually('both are mine', () => own().every((one) => one === true));
      expect(texts(desk, onDesk).slice(-2)).toEqual(['From my phone', 'From my desk']);
    });

    it('opens the socket with a session, and shows a new conversation as soon as it begins', async () => {
      await start();
      const noor = 'Noor Haddad';
      const amira = await signedIn('amira', { session: true });
      await eventually('the socket is open', () => amira.getState().connection.name === 'open');
      const id = named(amira, noor)!;
      expect(selectConversationView(amira.getState(), id)?.write).toMatchObject({ name: 'closed' });
      await guest(noor).send({ with: 'amira' }, 'Is anybody there?');
      await eventually(
        'it can be answered',
        () => selectConversationView(amira.getState(), id)?.write.name === 'open',
      );
      amira.openConversation(id);
      amira.sendMessage(id, { text: 'Yes!' });
      await eventually('it is answered', () => last(amira, id)?.status === 'sent');
    });

    it('ends a relay: what was read stays, nothing can be written, the guest may come back', async () => {
      await start();
      const amira = await signedIn('amira', { tokenInSocketUrl: true });
      const quinn = await opened(amira, 'Quinn Abbott');
      const before = texts(amira, quinn);
      await amira.perform({ kind: 'end-relay', conversationId: quinn });
      await eventually(
        'it has ended',
        () => selectConversationView(amira.getState(), quinn)?.write.name === 'closed',
      );
      expect(texts(amira, quinn)).toEqual(before);
      await guest('Quinn Abbott').send({ with: 'amira' }, 'One more thing');
      await eventually('it is relayed again', () => last(amira, quinn)?.text === 'One more thing');
    });
  });

  describe('as observed', () => {
    const start = async () => {
      server = await createMockServer({
        api: 'message-manager',
        profile: 'deployed',
        onError: () => undefined,
      });
    };

    it('goes on by REST where the socket is refused', async () => {
      await start();
      const amira = await signedIn('amira');
      const lena = await opened(amira, 'Lena Ortiz');
      amira.sendMessage(lena, { text: 'Without any socket.' });
      await eventually('it is sent', () => last(amira, lena)?.status === 'sent');
      await server.as('Lena Ortiz').send({ with: 'amira' }, 'I can read you.');
      await eventually('it is polled', () => last(amira, lena)?.text === 'I can read you.');
      expect(amira.getState().connection.name).not.toBe('open');
    });

    it('opens the socket for the administration’s session, and hears what is sent over it', async () => {
      await start();
      const dmitri = await signedIn('dmitri', { session: true });
      await eventually('the socket is open', () => dmitri.getState().connection.name === 'open');
      const mats = await opened(dmitri, 'Mats Lindqvist');
      const conversation = await server.world.guests.conversations.ofGuest('Mats Lindqvist');
      const other = await platformWithSession('dmitri');
      const socket = new other.WebSocket(`${server.url.replace('http', 'ws')}/ws/staff/`);
      const text = 'Sent over another socket';
      socket.addEventListener('open', () =>
        socket.send(JSON.stringify({ command: 'send_message', stay_id: conversation?.stay?.id, text })),
      );
      await eventually('it is there', () => last(dmitri, mats)?.text === text);
      socket.close();
    });

    it('sends once what was stored but never answered', async () => {
      await start();
      const amira = await signedIn('amira');
      const lena = await opened(amira, 'Lena Ortiz');
      server.faults.inject('loseAcknowledgement', { times: 1, match: 'send_message' });
      server.faults.inject('failAfterStore', { times: 1, match: 'send_message' });
      amira.sendMessage(lena, { text: 'Only once, please.' });
      amira.sendMessage(lena, { text: 'Me too.' });
      await eventually(
        'both are sent',
        () => last(amira, lena)?.text === 'Me too.' && last(amira, lena)?.status === 'sent',
      );
      const conversation = await server.world.guests.conversations.ofGuest('Lena Ortiz');
      const stored = await server.world.guests.messages.of(conversation?.id ?? 0);
      expect(stored.slice(-2).map(({ content }) => content)).toEqual(['Only once, please.', 'Me too.']);
      expect(stored.filter(({ content }) => content === 'Only once, please.')).toHaveLength(1);
    });

    it('tells the sender what becomes of a text after somebody else ended the relay', async () => {
      await start();
      const [amira, marco] = [await signedIn('amira'), await signedIn('marco')];
      const quinn = await opened(amira, 'Quinn Abbott');
      await marco.perform({ kind: 'end-relay', conversationId: named(marco, 'Quinn Abbott')! });
      amira.sendMessage(quinn, { text: 'Too late' });
      await eventually('it failed', () => last(amira, quinn)?.status === 'failed');
      expect(last(amira, quinn)).toMatchObject({ text: 'Too late' });
      await eventually(
        'it is closed',
        () => selectConversationView(amira.getState(), quinn)?.write.name === 'closed',
      );
    });
  });
});
