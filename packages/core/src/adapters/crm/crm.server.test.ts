import { createMockServer, type MockServer } from '@chat/mock-server';
import Pusher from 'pusher-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatClient } from '../../client';
import { createChatClient } from '../../create-chat-client';
import type { ChatError } from '../../errors';
import { conversationId, userId, type ConversationId } from '../../model/ids';
import { memoryStorage } from '../../storage/memory';
import { selectConversationIds, selectConversationView } from '../../store/select-conversation';
import { selectTimeline } from '../../store/select-timeline';
import { createHurriedTime, type HurriedTime } from '../../testing/hurried-time';
import { createNodePlatform, eventually } from '../../testing/node-platform';
import { crm, type CrmOptions, type CrmRoles } from './index';

interface Side {
  readonly client: ChatClient;
  readonly conversation: ConversationId;
  readonly roles: CrmRoles;
  readonly failures: ChatError[];
  readonly warnings: ChatError[];
}

describe('a client on the real crm server', { timeout: 40_000 }, () => {
  let server: MockServer;
  let time: HurriedTime;
  let sides: Side[];

  async function side(login: string, other: string, more: Partial<CrmOptions> = {}): Promise<Side> {
    const given: CrmRoles[] = [];
    const client = createChatClient({
      adapter: crm({ baseUrl: server.url, timeoutMs: 1_500, onRoles: (roles) => given.push(roles), ...more }),
      session: { type: 'password', remember: false },
      storage: memoryStorage(),
      platform: time.watch(createNodePlatform(server.url)),
      clock: time.clock,
    });
    const failures: ChatError[] = [];
    const warnings: ChatError[] = [];
    client.on('message-failed', (_id, error) => failures.push(error));
    client.on('warning', (error) => warnings.push(error));
    await client.start();
    await client.signIn({ login, password: 'demo' });
    const find = () =>
      selectConversationIds(client.getState()).find(
        (id) => selectConversationView(client.getState(), id)?.title === other,
      );
    await eventually('the list is there', () => find() !== undefined);
    const conversation = find();
    const [roles] = given;
    if (conversation === undefined || roles === undefined) throw new Error('Nothing to begin with.');
    const made = { client, conversation, roles, failures, warnings };
    sides.push(made);
    return made;
  }

  async function opened(login: string, other: string, more?: Partial<CrmOptions>): Promise<Side> {
    const made = await side(login, other, more);
    made.client.openConversation(made.conversation);
    await eventually('the history is there', () => rows(made).length > 0);
    return made;
  }

  const pushed = (): Partial<CrmOptions> => ({
    pusher: { Pusher, key: 'demo-key', wsHost: '127.0.0.1', wsPort: server.port, forceTLS: false },
  });
  const connected = ({ client }: Side) => client.getState().connection.name === 'open';
  function rows({ client, conversation }: Side) {
    const view = selectTimeline(client.getState(), conversation);
    return Array.from({ length: view.length }, (_, index) => view.at(index)).flatMap((row) => row ?? []);
  }
  const texts = (of: Side, mark: string) =>
    rows(of).flatMap(({ text }) => (text.startsWith(mark) ? [text] : []));
  const last = (of: Side) => rows(of).at(-1);

  beforeEach(() => {
    sides = [];
    time = createHurriedTime();
  });
  afterEach(async () => {
    await Promise.all(sides.map(({ client }) => client.close()));
    await server.close();
  });

  describe.each(['documented', 'deployed'] as const)('profile %s', (profile) => {
    beforeEach(async () => {
      server = await createMockServer({ api: 'crm', profile, seed: 'demo', onError: () => undefined });
    });

    it('lists, reads, sends with subject, entity and file, and tells when it was read', async () => {
      const stored = { url: 'https://files.example.com/plan.pdf' };
      const amira = await opened('amira', 'Bruno Keller', {
        ...pushed(),
        storeFile: () => Promise.resolve(stored),
      });
      const bruno = await opened('bruno', 'Amira Haddad', pushed());
      await eventually('both hear', () => connected(amira) && connected(bruno));
      expect(selectConversationView(amira.client.getState(), amira.conversation)?.unreadCount).toBe(0);
      amira.client.sendMessage(amira.conversation, {
        text: 'The plan',
        subject: 'Plan, second floor',
        related: [{ type: 'deal', id: '1', label: null }],
        files: [new File(['%PDF'], 'plan.pdf', { type: 'application/pdf' })],
      });
      await eventually('it arrives whole', () => last(bruno)?.attachments[0]?.name === 'plan.pdf');
      expect(last(bruno)).toMatchObject({
        text: 'The plan',
        subject: 'Plan, second floor',
        related: [{ type: 'deal', id: '1' }],
      });
      bruno.client.markRead(bruno.conversation);
      await eventually('the receipt shows', () => last(amira)?.status === 'read');
      bruno.client.sendMessage(bruno.conversation, { text: 'Thank you' });
      await eventually('the answer arrives', () => last(amira)?.text === 'Thank you');
      expect(texts(bruno, 'Thank you')).toHaveLength(1);
      expect([...amira.warnings, ...bruno.warnings]).toEqual([]);
    });

    it('hears everything by polling alone', async () => {
      const amira = await opened('amira', 'Bruno Keller');
      const bruno = await opened('bruno', 'Amira Haddad');
      expect(amira.client.getState().connection.name).toBe('polling');
      bruno.client.sendMessage(bruno.conversation, { text: 'by looking' });
      await eventually('it arrives', () => last(amira)?.text === 'by looking');
      expect(texts(bruno, 'by looking')).toHaveLength(1);
    });

    it.each(['loseAcknowledgement', 'failAfterStore', 'loseRequest'] as const)(
      'delivers each message once under «%s»',
      async (fault) => {
        const amira = await opened('amira', 'Bruno Keller', pushed());
        const bruno = await opened('bruno', 'Amira Haddad', pushed());
        server.faults.inject(fault, { times: 1, match: 'messages/send' });
        for (const number of [1, 2, 3])
          amira.client.sendMessage(amira.conversation, { text: `once ${String(number)}` });
        const expected = ['once 1', 'once 2', 'once 3'];
        await eventually(
          'all are confirmed',
          () => rows(amira).every((row) => row.id !== null) && texts(amira, 'once').length === 3,
        );
        await eventually('all arrive', () => texts(bruno, 'once').length >= 3);
        expect([texts(amira, 'once'), texts(bruno, 'once')]).toEqual([expected, expected]);
      },
    );

    it('begins a conversation by writing', async () => {
      const amira = await side('amira', 'Bruno Keller', pushed());
      const { users } = await amira.client.searchUsers({ text: 'dmitri' });
      const made = await amira.client.perform({ kind: 'create-direct', userId: users[0]?.id ?? userId('0') });
      amira.client.openConversation(made.id);
      await amira.client.refreshConversations();
      expect(amira.client.getState().conversations.has(made.id)).toBe(true);
      amira.client.sendMessage(made.id, { text: 'Welcome, Dmitri' });
      const begun = { ...amira, conversation: made.id };
      await eventually('it is confirmed', () => last(begun)?.id != null);
      const dmitri = await opened('dmitri', 'Amira Haddad', pushed());
      expect(last(dmitri)?.text).toBe('Welcome, Dmitri');
    });

    it('changes hats, and sees what belongs to the other one', async () => {
      const given: CrmRoles[] = [];
      const client = createChatClient({
        adapter: crm({ baseUrl: server.url, onRoles: (roles) => given.push(roles) }),
        session: { type: 'password', remember: false },
        storage: memoryStorage(),
        platform: time.watch(createNodePlatform(server.url)),
        clock: time.clock,
      });
      await client.start();
      await client.signIn({ login: 'eve', password: 'demo' });
      await client.refreshConversations();
      expect(client.getState().conversationOrder).toEqual([]);
      const roles = (await given[0]?.list()) ?? [];
      expect(roles.map(({ type, active }) => [type, active])).toEqual([
        ['employee', false],
        ['vendor', true],
      ]);
      await given[0]?.select(roles[0]?.id ?? '');
      await client.refreshConversations();
      const [id] = selectConversationIds(client.getState());
      expect(selectConversationView(client.getState(), id ?? conversationId('none'))?.title).toBe(
        'Amira Haddad',
      );
      await given[0]?.select(roles[1]?.id ?? '');
      await client.refreshConversations();
      expect(client.getState().conversationOrder).toEqual([]);
      await client.close();
    });
  });

  it('shows a refusal in the backend’s words and keeps the text', async () => {
    server = await createMockServer({ api: 'crm', profile: 'deployed', seed: 'demo' });
    const hugo = await opened('hugo', 'Amira Haddad', pushed());
    const refused = hugo.client.sendMessage(hugo.conversation, { text: 'May I?' });
    await eventually('it failed', () => hugo.failures.length === 1);
    expect(hugo.failures[0]).toMatchObject({
      code: 'forbidden',
      message: 'No active profile found for this organization',
    });
    expect(rows(hugo).find(({ localId }) => localId === refused)).toMatchObject({
      status: 'failed',
      text: 'May I?',
      failure: { said: 'No active profile found for this organization' },
    });
  });

  it('counts a stuck counter right, and brings the newest of a long thread', async () => {
    server = await createMockServer({ api: 'crm', profile: 'deployed', seed: { large: 620 } });
    const bruno = await opened('bruno', 'Amira Haddad', pushed());
    await eventually('the newest are there', () => last(bruno)?.text.startsWith('620.') === true);
    await server.as('amira').remove(await server.as('amira').send({ with: 'bruno' }, 'not you, sorry'));
    await server.as('amira').send({ with: 'bruno' }, 'the right one');
    await eventually('it arrives', () => last(bruno)?.text === 'the right one');
    bruno.client.markRead(bruno.conversation);
    const unread = () => selectConversationView(bruno.client.getState(), bruno.conversation)?.unreadCount;
    await bruno.client.refreshConversations();
    await eventually('nothing is unread', () => unread() === 0);
    await bruno.client.refreshConversations();
    expect(unread()).toBe(0);
    while (!selectTimeline(bruno.client.getState(), bruno.conversation).reachedStart)
      await bruno.client.loadOlder(bruno.conversation);
    expect(
      rows(bruno)
        .map(({ text }) => Number.parseInt(text, 10))
        .filter(Number.isFinite),
    ).toEqual(Array.from({ length: 620 }, (_, index) => index + 1));
  });
});
