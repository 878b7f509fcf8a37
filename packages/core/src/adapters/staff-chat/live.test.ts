import { describe, expect, it } from 'vitest';
import { conversationId } from '../../model/ids';
import { errorPage, json } from '../../testing/recorded-answers.test-support';
import { createChannels } from './channels';
import { readOptions } from './options';
import {
  createLiveBench,
  oldProfile,
  openLink,
  storedConversation,
  wireConversation,
  wireMessage,
  type LiveBenchOptions,
} from './staff-chat.test-support';

const room = 'grand-demo-conversation-1-chat';
const mine = 'grand-demo-staff-1-notifications';

const wrapped = (type: string, payload: object) => ({ category: 'staff_chat', type, payload, meta: {} });
const created = (id: number, sender: number, more: object = {}) =>
  wrapped('realtime_staff_chat_message_created', {
    id,
    conversation_id: 1,
    message: 'hello',
    sender_id: sender,
    sender_name: 'Bob Quinn',
    timestamp: '2026-11-20T21:27:02.085849+00:00',
    attachments: [],
    reply_to: null,
    ...more,
  });
const unread = (count: number, more: object = {}) =>
  wrapped('realtime_staff_chat_unread_updated', {
    staff_id: 1,
    conversation_id: 1,
    unread_count: count,
    total_unread: count,
    ...more,
  });

async function open(options: LiveBenchOptions = {}) {
  const bench = await createLiveBench({ conversations: [storedConversation('1')], ...options });
  openLink(bench);
  bench.events.length = 0;
  const say = (channel: string, name: string, data: unknown) => bench.pusher.say(channel, name, data);
  const hearCreated = (...args: Parameters<typeof created>) =>
    say(room, 'realtime_staff_chat_message_created', created(...args));
  const hearUnread = (...args: Parameters<typeof unread>) =>
    say(mine, 'realtime_staff_chat_unread_updated', unread(...args));
  return { ...bench, say, hearCreated, hearUnread };
}

describe('staff-chat, live', () => {
  it('opens once its first channels are subscribed, and tells its capabilities', async () => {
    const bench = await createLiveBench({ conversations: [storedConversation('1')], watching: ['2'] });
    bench.pusher.connected();
    expect(bench.pusher.channels).toEqual([mine, room, 'grand-demo-conversation-2-chat']);
    bench.pusher.succeed(mine);
    bench.pusher.succeed(room);
    expect(bench.opened()).toBe(false);
    bench.pusher.refuse('grand-demo-conversation-2-chat');
    expect(bench.opened()).toBe(true);
    expect(bench.events).toMatchObject([
      { type: 'capabilities-changed', capabilities: { sockets: 'shared' } },
    ]);
  });

  it('opens after a while even when a subscription is never answered', async () => {
    const bench = await createLiveBench();
    bench.pusher.connected();
    await bench.environment.clock.advance(5_000);
    expect(bench.opened()).toBe(true);
  });

  it('shows a created message as partial, with the pictures it carries', async () => {
    const { events, hearCreated } = await open();
    hearCreated(5, 2, {
      message: '[File shared]',
      attachments: [
        { id: 8, file_name: 'lift.png', file_type: 'image', file_url: 'https://res.example.test/8.png' },
      ],
      reply_to: { id: 1, message: 'Room 12', sender_id: 1, sender_name: 'Alice Moran', is_deleted: false },
    });
    expect(events).toMatchObject([
      {
        type: 'message-received',
        message: {
          id: '5',
          complete: false,
          text: '',
          order: Date.UTC(2026, 10, 20, 21, 27, 2) * 1000 + 85_849,
          attachments: [{ kind: 'image', url: 'https://res.example.test/8.png' }],
          replyTo: { messageId: '1', authorId: '1', text: 'Room 12' },
        },
      },
    ]);
  });

  it('hears the bare events of the documented vocabulary on the same channel', async () => {
    const { events, say } = await open();
    say(room, 'new-message', wireMessage(5, 2, 'old words', { is_read_by_current_user: true }));
    expect(events).toMatchObject([
      { type: 'message-received', message: { id: '5', complete: true, readBy: [] } },
    ]);
  });

  it('subscribes the documented names where the profile tells no rights', async () => {
    const { pusher } = await open({ me: oldProfile() });
    expect(pusher.channels).toEqual([mine, 'grand-demo-staff-conversation-1']);
  });

  it('subscribes the names of both while nobody knows which revision it is', () => {
    const { channels } = readOptions({ baseUrl: 'https://hotel.example.com', hotel: 'grand-demo' });
    expect(createChannels({ channels }, { dialect: null }).ofConversation('1')).toEqual([
      room,
      'grand-demo-staff-conversation-1',
    ]);
  });

  it('does not count a message twice when its count came first', async () => {
    const { events, hearCreated, hearUnread } = await open();
    hearUnread(1);
    hearCreated(5, 2);
    expect(events.map(({ type }) => type)).toEqual(['unread-changed', 'message-received', 'unread-changed']);
    expect(events[2]).toMatchObject({ count: 1 });
  });

  it('looks where a message was announced and never came, as one above 10 kB does not', async () => {
    const { events, environment, hearCreated, hearUnread } = await open();
    hearUnread(1);
    hearCreated(5, 2);
    hearUnread(1, { total_unread: undefined });
    hearUnread(2);
    hearUnread(2, { total_unread: undefined });
    await environment.clock.advance(2_000);
    expect(events.filter(({ type }) => type === 'conversation-stale')).toEqual([
      { type: 'conversation-stale', conversationId: '1' },
    ]);
  });

  it('keeps still when the message came before its announcement', async () => {
    const { events, environment, hearCreated, hearUnread } = await open();
    hearCreated(5, 2);
    hearUnread(1);
    await environment.clock.advance(2_000);
    expect(events.some(({ type }) => type === 'conversation-stale')).toBe(false);
  });

  it('asks for the list when a send of mine from elsewhere was announced and never came', async () => {
    const { events, environment, hearCreated, hearUnread } = await open();
    hearUnread(3, { conversation_id: null });
    hearCreated(6, 1);
    await environment.clock.advance(2_000);
    expect(events.some(({ type }) => type === 'conversations-stale')).toBe(false);
    hearUnread(3, { conversation_id: null });
    await environment.clock.advance(2_000);
    expect(events.at(-1)).toEqual({ type: 'conversations-stale' });
  });

  it('never takes a total for the count of a conversation', async () => {
    const { events, hearUnread } = await open();
    hearUnread(9, { conversation_id: null });
    expect(events).toEqual([]);
  });

  it('learns of a new conversation by its first message and subscribes it once it is listed', async () => {
    const responses = [
      json({ next: null, results: [wireConversation(1), wireConversation(4)] }),
      json({ breakdown: [{ conversation_id: 4, unread_count: 1 }] }),
    ];
    const { adapter, events, pusher, hearUnread, signal } = await open({ responses });
    hearUnread(1, { conversation_id: 9 });
    expect(events).toEqual([{ type: 'conversations-stale' }]);
    await adapter.loadConversations(null, signal);
    expect(pusher.channels).toContain('grand-demo-conversation-4-chat');
  });

  it('looks again at a watched conversation that was subscribed late', async () => {
    const { connection, events, pusher } = await open();
    connection.watch(conversationId('3'));
    expect(events).toEqual([]);
    pusher.succeed('grand-demo-conversation-3-chat');
    expect(events).toEqual([{ type: 'conversation-stale', conversationId: '3' }]);
  });

  it('counts anew after a deletion, once for many, and corrects what differs', async () => {
    const { environment, events, server, say } = await open({
      conversations: [
        storedConversation('1', { unreadCount: 3 }),
        storedConversation('2', { unreadCount: 1 }),
      ],
      responses: [
        json({
          breakdown: [
            { conversation_id: 1, unread_count: 2 },
            { conversation_id: 2, unread_count: 1 },
          ],
        }),
      ],
    });
    const name = 'realtime_staff_chat_message_deleted';
    say(room, name, wrapped(name, { conversation_id: 1, message_id: 5 }));
    say(room, name, wrapped(name, { conversation_id: 1, message_id: 6 }));
    await environment.clock.advance(500);
    expect(server.requests.slice(1)).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'unread-changed')).toEqual([
      { type: 'unread-changed', conversationId: '1', count: 2 },
    ]);
  });

  it('counts anew when another device of mine has read', async () => {
    const { environment, events, say } = await open({
      conversations: [storedConversation('1', { unreadCount: 3 })],
      responses: [json({ breakdown: [] })],
    });
    const name = 'realtime_staff_chat_messages_read';
    say(
      room,
      name,
      wrapped(name, { conversation_id: 1, message_ids: [5], read_by_staff_id: 1, read_at: null }),
    );
    await environment.clock.advance(500);
    expect(events).toContainEqual({ type: 'unread-changed', conversationId: '1', count: 0 });
  });

  it('reports a failed count and goes on', async () => {
    const { environment, say } = await open({ responses: [errorPage] });
    const name = 'realtime_staff_chat_message_deleted';
    say(room, name, wrapped(name, { conversation_id: 1, message_id: 5 }));
    await environment.clock.advance(500);
    expect(environment.reports).toMatchObject([{ code: 'server' }]);
  });

  it('fetches the message a file was added to, and looks around where the frame does not name it', async () => {
    const { environment, events, server, say } = await open({
      responses: [json({ messages: [wireMessage(9, 2, 'with a file')], has_more: true })],
    });
    const added = 'realtime_staff_chat_attachment_uploaded';
    say(room, added, wrapped(added, { conversation_id: 1, message_id: 9, attachment_id: 2 }));
    await environment.clock.advance(0);
    expect(server.requests[1]?.query).toEqual({ limit: '1', before_id: '10' });
    const gone = 'realtime_staff_chat_attachment_deleted';
    say(room, gone, wrapped(gone, { conversation_id: 1, attachment_id: 2 }));
    expect(events).toMatchObject([
      { type: 'message-received', message: { id: '9', complete: true } },
      { type: 'conversation-stale', conversationId: '1' },
    ]);
  });

  it('reports what it cannot read without repeating anybody’s words, and stays up', async () => {
    const { environment, ends, events, say } = await open();
    say(room, 'realtime_staff_chat_message_created', { payload: 'secret' });
    say(room, 'toString', {});
    say(room, 'something-else', { message: 'secret' });
    say(room, 'user-typing', {});
    expect(environment.reports.map(({ code }) => code)).toEqual(['protocol', 'protocol', 'protocol']);
    expect(environment.reports.map(({ message }) => message).join()).not.toContain('secret');
    expect([ends, events]).toEqual([[], []]);
  });

  it('says nothing after it was closed and leaves no timer', async () => {
    const { connection, environment, events, hearUnread } = await open();
    hearUnread(1);
    events.length = 0;
    connection.close();
    hearUnread(2);
    expect(events).toEqual([]);
    expect(environment.clock.pending).toBe(0);
  });

  it('never sends typing', async () => {
    const { connection, adapter } = await open();
    connection.sendTyping(conversationId('1'), true);
    expect(adapter.capabilities.typing.direct).toBe(false);
  });
});
