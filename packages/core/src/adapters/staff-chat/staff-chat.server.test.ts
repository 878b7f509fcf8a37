import { createECDH } from 'node:crypto';
import { createMockServer, type DevicePush, type MockServer } from '@chat/mock-server';
import Pusher from 'pusher-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatClient } from '../../client';
import { createChatClient } from '../../create-chat-client';
import type { ChatError } from '../../errors';
import { messageId, userId, type ConversationId, type UserId } from '../../model/ids';
import { memoryStorage } from '../../storage/memory';
import { selectConversationIds, selectConversationView } from '../../store/select-conversation';
import { selectTimeline } from '../../store/select-timeline';
import { createHurriedTime, type HurriedTime } from '../../testing/hurried-time';
import { createNodePlatform, eventually } from '../../testing/node-platform';
import { staffChat, type StaffChatOptions } from './index';

interface Side {
  readonly client: ChatClient;
  readonly conversation: ConversationId;
  readonly failures: ChatError[];
  readonly warnings: ChatError[];
}

describe('a client on the real staff-chat server', { timeout: 40_000 }, () => {
  let server: MockServer;
  let time: HurriedTime;
  let sides: Side[];
  let pushes: DevicePush[];

  async function side(login: string, title: string, more: Partial<StaffChatOptions> = {}): Promise<Side> {
    const client = createChatClient({
      adapter: staffChat({
        baseUrl: server.url,
        hotel: 'grand-demo',
        timeoutMs: 1_500,
        pusher: { Pusher, key: 'demo-key', wsHost: '127.0.0.1', wsPort: server.port, forceTLS: false },
        ...more,
      }),
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
        (id) => selectConversationView(client.getState(), id)?.title === title,
      );
    await eventually('the list is there', () => find() !== undefined);
    const conversation = find();
    if (conversation === undefined) throw new Error('Nothing to begin with.');
    const made = { client, conversation, failures, warnings };
    sides.push(made);
    client.openConversation(conversation);
    await eventually('the history is there', () => rows(made).length > 0);
    await eventually('connected', () => client.getState().connection.name === 'open');
    return made;
  }

  function rows({ client, conversation }: Side) {
    const view = selectTimeline(client.getState(), conversation);
    return Array.from({ length: view.length }, (_, index) => view.at(index)).flatMap((row) => row ?? []);
  }
  const texts = (of: Side, mark: string) =>
    rows(of).flatMap(({ text }) => (text.startsWith(mark) ? [text] : []));
  const last = (of: Side) => rows(of).at(-1);
  const unreadOf = ({ client }: Side, id: ConversationId) =>
    client.getState().conversations.get(id)?.unreadCount;

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
      pushes = [];
      server = await createMockServer({
        api: 'staff-chat',
        profile,
        seed: 'demo',
        onPush: (push) => pushes.push(push),
        onError: () => undefined,
      });
    });

    it('sends, answers, reacts, edits, reads, uploads and deletes, and the other side sees it', async () => {
      const amira = await side('amira', 'Bruno Keller');
      const bruno = await side('bruno', 'Amira Haddad');
      amira.client.sendMessage(amira.conversation, { text: 'Is room 14 free?' });
      await eventually('it arrives', () => last(bruno)?.text === 'Is room 14 free?');
      const asked = last(bruno)?.id ?? messageId('none');
      bruno.client.markRead(bruno.conversation);
      bruno.client.addReaction(bruno.conversation, asked, '👍');
      bruno.client.sendMessage(bruno.conversation, { text: 'Yes', replyTo: asked });
      await eventually('the answer quotes it', () => last(amira)?.replyTo?.messageId === asked);
      if (profile === 'documented') {
        await eventually('the reaction shows', () => rows(amira).at(-2)?.reactions[0]?.emoji === '👍');
      } else {
        await eventually('it is read', () => rows(amira).at(-2)?.status === 'read');
      }
      amira.client.editMessage(amira.conversation, asked, 'Is room 15 free?');
      await eventually('the edit shows', () =>
        rows(bruno).some((row) => row.text === 'Is room 15 free?' && row.edited),
      );
      const files = [
        new File(['%PDF'], 'größe "1".pdf', { type: 'application/pdf' }),
        new File(['a,b'], 'list.csv', { type: 'text/csv' }),
      ];
      bruno.client.sendMessage(bruno.conversation, { text: '', files });
      await eventually(
        'both files show, though events carry none',
        () =>
          last(amira)
            ?.attachments.map(({ name }) => name)
            .join() === 'größe "1".pdf,list.csv',
      );
      const url = last(amira)?.attachments[1]?.url ?? '';
      expect(await (await fetch(url)).text()).toBe('a,b');
      amira.client.deleteMessage(amira.conversation, asked);
      await eventually('the deletion shows', () =>
        rows(bruno).every((row) => row.id !== asked || row.deleted),
      );
      expect([...amira.failures, ...bruno.failures, ...amira.warnings, ...bruno.warnings]).toEqual([]);
    });

    it.each(['loseAcknowledgement', 'failAfterStore', 'loseRequest'] as const)(
      'delivers each message once under «%s»',
      async (fault) => {
        const amira = await side('amira', 'Bruno Keller');
        const bruno = await side('bruno', 'Amira Haddad');
        server.faults.inject(fault, { times: 1, match: 'send-message' });
        server.faults.inject('dropSocketAfter', { frames: 2, times: 1 });
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

    it.each(['loseAcknowledgement', 'loseRequest'] as const)(
      'joins files to a message and takes one off, each once, under «%s»',
      async (fault) => {
        const amira = await side('amira', 'Bruno Keller');
        const bruno = await side('bruno', 'Amira Haddad');
        amira.client.sendMessage(amira.conversation, { text: 'The plan' });
        await eventually('it arrives', () => last(bruno)?.text === 'The plan');
        const message = last(bruno)?.id ?? messageId('none');
        const names = (of: Side) => last(of)?.attachments.map(({ name }) => name);
        server.faults.inject(fault, { times: 1, match: 'upload' });
        const files = ['one.txt', 'two.txt'].map((name) => new File([name], name));
        const payload = { messageId: message, files };
        amira.client.executeHostCommand(amira.conversation, 'attach-files', payload);
        await eventually('both see them', () =>
          [amira, bruno].every((one) => names(one)?.join() === 'one.txt,two.txt'),
        );
        await eventually('nothing is left to do', () => amira.client.getOutbox().count === 0);
        const attachmentId = last(amira)?.attachments[0]?.id;
        server.faults.inject(fault, { times: 1, match: 'attachments' });
        amira.client.executeHostCommand(amira.conversation, 'delete-attachment', {
          messageId: message,
          attachmentId,
        });
        await eventually('one is left', () =>
          [amira, bruno].every((one) => names(one)?.join() === 'two.txt'),
        );
        await eventually('nothing is left to do', () => amira.client.getOutbox().count === 0);
        expect(amira.failures).toEqual([]);
      },
    );

    it('registers a browser for pushes, and takes it back at sign-out', async () => {
      const subscription = {
        endpoint: `${server.url}/nobody-takes-this`,
        keys: { p256dh: createECDH('prime256v1').generateKeys('base64url'), auth: 'AAAAAAAAAAAAAAAAAAAAAA' },
      };
      let released = 0;
      const bruno = await side('bruno', 'Amira Haddad', {
        push: {
          subscribe: () => Promise.resolve(subscription),
          release: () => Promise.resolve((released += 1)),
        },
      });
      const amira = await side('amira', 'Bruno Keller');
      amira.client.sendMessage(amira.conversation, { text: 'Are you there?' });
      await eventually('it is pushed', () => pushes.length === 1);
      expect(pushes).toMatchObject([
        { token: JSON.stringify(subscription), title: '💬 Amira Haddad', body: 'Are you there?' },
      ]);
      await bruno.client.signOut();
      expect(released).toBe(1);
      expect(bruno.warnings).toEqual([]);
    });

    it('creates a group and forwards into it and to somebody new', async () => {
      const amira = await side('amira', 'Bruno Keller');
      const people = await amira.client.searchUsers({ text: '' }).then(({ users }) => users);
      const idOf = (name: string) => people.find((user) => user.name === name)?.id ?? userId('0');
      const group = await amira.client.perform({
        kind: 'create-group',
        name: 'Lunch',
        userIds: [idOf('Bruno Keller'), idOf('Chiara Rossi')],
      });
      expect(group.kind).toBe('group');
      const message = last(amira)?.id ?? messageId('0');
      const copies = await amira.client.perform({
        kind: 'forward',
        messageId: message,
        conversationIds: [group.id],
        userIds: [idOf('Dmitri Volkov')],
      });
      expect(copies.map(({ error }) => error)).toEqual([null, null]);
      const dmitri = await side('dmitri', 'Amira Haddad');
      expect(last(dmitri)?.text).toBe(last(amira)?.text);
      const chiara = await side('chiara', 'Lunch');
      expect(last(chiara)?.text).toBe(last(amira)?.text);
    });
  });

  it('lets everybody in a group rename it, change who is in it and delete it, as documented', async () => {
    server = await createMockServer({ api: 'staff-chat', profile: 'documented', seed: 'demo' });
    const bruno = await side('bruno', 'Morning shift');
    const { client, conversation: id } = bruno;
    const namesOf = ({ members }: { members: readonly { userId: UserId }[] | null }) =>
      members?.map(({ userId: one }) => client.getState().users.get(one)?.name);
    expect(client.getState().capabilities.groups.roles).toBe(false);
    const renamed = await client.perform({ kind: 'update-group', conversationId: id, name: 'Early shift' });
    expect(renamed.title).toBe('Early shift');
    const chiara = renamed.participants.find(
      (one) => client.getState().users.get(one)?.name === 'Chiara Rossi',
    );
    if (chiara === undefined) throw new Error('Chiara is not in the group.');
    const without = await client.perform({ kind: 'remove-member', conversationId: id, userId: chiara });
    expect(namesOf(without)).not.toContain('Chiara Rossi');
    const again = await client.perform({ kind: 'add-members', conversationId: id, userIds: [chiara] });
    expect(namesOf(again)).toContain('Chiara Rossi');
    const amira = await side('amira', 'Early shift');
    await client.perform({ kind: 'delete-conversation', conversationId: id });
    await eventually(
      'it is gone for others',
      () => amira.client.getState().conversations.get(id) === undefined,
    );
  });

  it('lets moderators alone delete a group, as deployed, and nobody change one', async () => {
    server = await createMockServer({ api: 'staff-chat', profile: 'deployed', seed: 'demo' });
    const amira = await side('amira', 'Morning shift');
    const chiara = await side('chiara', 'Morning shift');
    const supportOf = ({ client }: Side, kind: 'delete-conversation' | 'update-group') =>
      client.getState().capabilities.actions[kind];
    expect(supportOf(amira, 'delete-conversation')).toEqual({ supported: false, reason: 'role' });
    expect(supportOf(chiara, 'update-group')).toEqual({ supported: false, reason: 'backend' });
    const { conversation: id } = amira;
    const deletion = { kind: 'delete-conversation', conversationId: id } as const;
    await expect(amira.client.perform(deletion)).rejects.toMatchObject({ code: 'unsupported' });
    await chiara.client.perform(deletion);
    await eventually(
      'it is gone for others',
      () => amira.client.getState().conversations.get(id) === undefined,
    );
  });

  it('hears what is too large for an event, and what comes in a conversation it did not know', async () => {
    server = await createMockServer({ api: 'staff-chat', profile: 'deployed', seed: 'demo' });
    const amira = await side('amira', 'Bruno Keller');
    const bruno = await side('bruno', 'Amira Haddad');
    const long = 'long '.repeat(2_500).trim();
    bruno.client.sendMessage(bruno.conversation, { text: long });
    await eventually('the long one arrives', () => last(amira)?.text === long);
    const chiara = await side('chiara', 'Dmitri Volkov');
    const made = await chiara.client.perform({ kind: 'create-direct', userId: userId('1') });
    chiara.client.sendMessage(made.id, { text: 'Hello Amira' });
    await eventually('the new conversation shows with its count', () => unreadOf(amira, made.id) === 1);
  });

  it('keeps the true unread counts, here and on a second device', async () => {
    server = await createMockServer({ api: 'staff-chat', profile: 'deployed', seed: 'demo' });
    const bruno = await side('bruno', 'Amira Haddad');
    const group = 'Morning shift';
    const amira = await side('amira', group);
    const phone = await side('amira', group);
    const before = unreadOf(amira, amira.conversation) ?? 0;
    await server.as('bruno').send({ group }, 'Trolleys are back.');
    await eventually('both devices count it', () =>
      [amira, phone].every((device) => unreadOf(device, device.conversation) === before + 1),
    );
    phone.client.markRead(phone.conversation);
    await eventually('the other device follows', () => unreadOf(amira, amira.conversation) === 0);
    expect(unreadOf(bruno, amira.conversation)).toBe(0);
  });

  it('comes back after Pusher has gone, and misses nothing', async () => {
    server = await createMockServer({ api: 'staff-chat', profile: 'deployed', seed: 'demo' });
    const amira = await side('amira', 'Bruno Keller');
    server.faults.inject('dropSocketAfter', { frames: 1, times: 1 });
    await server.as('bruno').send({ with: 'amira' }, 'before');
    await eventually('it went', () => amira.client.getState().connection.name !== 'open');
    await server.as('bruno').send({ with: 'amira' }, 'meanwhile');
    await eventually('both are there', () => texts(amira, 'meanwhile').length === 1);
    await eventually('it is connected again', () => amira.client.getState().connection.name === 'open');
    await server.as('bruno').send({ with: 'amira' }, 'after');
    await eventually('it hears again', () => last(amira)?.text === 'after');
  });

  it('works below a path of its own among all APIs', async () => {
    server = await createMockServer({ api: 'all', seed: 'demo' });
    const amira = await side('amira', 'Bruno Keller', {
      baseUrl: server.urlOf('staff-chat'),
      pusher: {
        Pusher,
        key: 'demo-key',
        wsHost: '127.0.0.1',
        wsPort: server.port,
        wsPath: '/staff-chat',
        forceTLS: false,
      },
    });
    await server.as('bruno', 'staff-chat').send({ with: 'amira' }, 'Below a path');
    await eventually('it arrives', () => last(amira)?.text === 'Below a path');
    const picture = rows(amira).flatMap(({ attachments }) => attachments)[0]?.url ?? '';
    expect((await fetch(picture)).headers.get('content-type')).toBe('image/png');
  });
});
