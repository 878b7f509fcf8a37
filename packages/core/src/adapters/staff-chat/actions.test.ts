import { describe, expect, it } from 'vitest';
import type { Action } from '../../adapter/action';
import { conversationId, messageId, userId } from '../../model/ids';
import { execution } from '../../testing/commands.test-support';
import { json, missingRoutePage } from '../../testing/recorded-answers.test-support';
import {
  command,
  createBench,
  createLiveBench,
  oldProfile,
  openLink,
  people,
  profile,
  wireConversation,
  wireMessage,
} from './staff-chat.test-support';

const one = conversationId('1');
const users = (...ids: string[]) => ids.map(userId);

describe('staff-chat, actions', () => {
  it.each<[string, Action, string]>([
    ['a talk with myself', { kind: 'create-direct', userId: userId('1') }, 'invalid'],
    ['somebody who is no number', { kind: 'create-direct', userId: userId('bob') }, 'invalid'],
    ['a group of two', { kind: 'create-group', name: 'x', userIds: users('2', '2', '1') }, 'invalid'],
    ['a group without a name', { kind: 'create-group', name: ' ', userIds: users('2', '3') }, 'invalid'],
    [
      'a very long name',
      { kind: 'create-group', name: 'x'.repeat(256), userIds: users('2', '3') },
      'invalid',
    ],
    [
      'a description nobody would see',
      { kind: 'create-group', name: 'x', userIds: users('2', '3'), description: 'words' },
      'unsupported',
    ],
    ['another name on a new server', { kind: 'update-group', conversationId: one, name: 'y' }, 'unsupported'],
    ['muting', { kind: 'mute', conversationId: one }, 'unsupported'],
    [
      'forwarding to nobody but me',
      { kind: 'forward', messageId: messageId('1'), conversationIds: [], userIds: users('1') },
      'invalid',
    ],
  ])('refuses %s before asking', async (_, action, code) => {
    const { adapter, server, signal } = await createBench();
    await expect(adapter.perform(action, signal)).rejects.toMatchObject({ code });
    expect(server.requests).toHaveLength(1);
  });

  it('leaves my own id out and tells each other once', async () => {
    const { adapter, server, signal } = await createBench([json(wireConversation(2), 201)]);
    await adapter.perform(
      { kind: 'create-group', name: ' Shift ', userIds: users('1', '2', '3', '2') },
      signal,
    );
    expect(server.requests[1]?.body).toEqual({ participant_ids: [2, 3], title: 'Shift' });
  });

  it('sends the first words after the conversation is there', async () => {
    const { adapter, server, signal } = await createBench([
      json(wireConversation(2), 201),
      json(wireMessage(9, 1, 'hello'), 201),
    ]);
    await adapter.perform({ kind: 'create-direct', userId: userId('2'), firstMessage: ' hello ' }, signal);
    expect(server.requests[2]).toMatchObject({ body: { message: 'hello' } });
  });

  it('subscribes what it made and names its people', async () => {
    const bench = await createLiveBench({ responses: [json(wireConversation(2), 201)] });
    openLink(bench);
    await bench.adapter.perform({ kind: 'create-direct', userId: userId('2') }, bench.signal);
    expect(bench.pusher.channels).toContain('grand-demo-conversation-2-chat');
    expect(bench.events).toContainEqual(
      expect.objectContaining({
        type: 'user-received',
        user: expect.objectContaining({ name: 'Bob Quinn' }) as object,
      }),
    );
  });

  it('takes somebody out of a group of the documented server by telling the others', async () => {
    const participants = [people.alice, people.bob, people.carol];
    const { adapter, server, signal } = await createBench(
      [
        json(wireConversation(4, { is_group: true, participants })),
        json(wireConversation(4, { is_group: true, participants: participants.slice(0, 2) })),
      ],
      { me: oldProfile() },
    );
    const action = {
      kind: 'remove-member',
      conversationId: conversationId('4'),
      userId: userId('3'),
    } as const;
    expect((await adapter.perform(action, signal)).participants).toEqual(['1', '2']);
    expect(server.requests[2]).toMatchObject({ method: 'PATCH', body: { participant_ids: [1, 2] } });
  });

  it('tells which targets of a forwarding failed, although the server calls it a success', async () => {
    const results = [
      { conversation_id: 2, message_id: 15, created_conversation: false, success: true },
      { conversation_id: 999, error: 'Conversation not found', created_conversation: false, success: false },
    ];
    const { adapter, signal } = await createBench([json({ success: true, results })]);
    const conversationIds = [conversationId('2'), conversationId('999')];
    const action = { kind: 'forward', messageId: messageId('1'), conversationIds, userIds: [] } as const;
    expect(await adapter.perform(action, signal)).toEqual([
      { conversationId: '2', userId: null, messageId: '15', error: null },
      { conversationId: '999', userId: null, messageId: null, error: 'Conversation not found' },
    ]);
  });
});

describe('staff-chat, commands', () => {
  it('spells a heart as the backend does and takes none but the ten', async () => {
    const { adapter, server } = await createBench([json({ id: 1, emoji: '❤️', staff: 1 }, 201)]);
    await adapter.execute(command('react', { messageId: messageId('1'), emoji: '❤' }), execution());
    expect(server.requests[1]?.body).toEqual({ emoji: '❤️' });
    await expect(
      adapter.execute(command('react', { messageId: messageId('1'), emoji: '🚀' }), execution()),
    ).rejects.toMatchObject({ code: 'invalid', details: { rule: 'reaction-set' } });
    expect(adapter.capabilities.reactions.set).toHaveLength(10);
  });

  it('never sends an empty edit, which would mark the message as edited', async () => {
    const { adapter, server } = await createBench();
    await expect(
      adapter.execute(command('edit-message', { messageId: messageId('1'), text: ' ' }), execution()),
    ).rejects.toMatchObject({ code: 'invalid' });
    expect(server.requests).toHaveLength(1);
  });

  it('deletes for nobody alone', async () => {
    const { adapter } = await createBench();
    const own = command('delete-message', { messageId: messageId('1'), scope: 'me', hard: false });
    await expect(adapter.execute(own, execution())).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('lets moderators delete the messages of others, and nobody edit them', async () => {
    const load = async (me: object) => {
      const { adapter, signal } = await createBench(
        [json({ messages: [wireMessage(1, 2), wireMessage(2, 1)], has_more: false })],
        { me },
      );
      const position = { name: 'newest' } as const;
      const page = await adapter.loadMessages(
        { conversationId: one, position, limit: 5, peek: true },
        signal,
      );
      return page.messages.map(({ permissions }) => [permissions?.edit, permissions?.delete]);
    };
    expect(await load(profile())).toEqual([
      [false, false],
      [true, true],
    ]);
    const moderator = profile(1, { rbac: { staff_chat: { actions: { message_moderate: true } } } });
    expect(await load(moderator)).toEqual([
      [false, true],
      [true, true],
    ]);
    expect(await load(oldProfile(1, { role_slug: 'manager' }))).toEqual([
      [false, true],
      [true, true],
    ]);
  });

  it('counts nothing where the server has no counts, and asks it only once', async () => {
    const list = json({ next: null, results: [wireConversation(1, { unread_count: 2 })] });
    const { adapter, server, signal } = await createBench([list, missingRoutePage, list]);
    expect((await adapter.loadConversations(null, signal)).conversations).toMatchObject([{ unreadCount: 2 }]);
    await adapter.loadConversations(null, signal);
    expect(server.requests).toHaveLength(4);
  });

  it('reads a bare list, and people where a name would be', async () => {
    const last = { id: 3, sender: people.bob, message: '[File shared]', timestamp: '2026-05-04T10:00:00Z' };
    const { adapter, signal } = await createBench([
      json([wireConversation(1, { last_message: last, hotel: { id: 1 } }), { id: 'broken' }]),
      json({ breakdown: [] }),
    ]);
    const { conversations, next } = await adapter.loadConversations(null, signal);
    expect(next).toBeNull();
    expect(conversations).toMatchObject([
      {
        id: '1',
        lastActivityAt: Date.UTC(2026, 4, 4, 10),
        lastMessage: { authorId: '2', authorName: 'Bob Quinn', text: '', attachmentCount: 1 },
      },
    ]);
  });
});
