import { describe, expect, it } from 'vitest';
import { conversationId, localId, messageId, userId } from '../model/ids';
import { fakeCapabilities, fakeLimits } from '../testing/fake-adapter';
import { fakeConversation, fakeMessage } from '../testing/fixtures';
import { initialState } from './initial-state';
import { reduce } from './reduce';
import { selectConversationView } from './select-conversation';
import { selectTimeline } from './select-timeline';
import type { ChatState } from './state';
import type { StoreEvent } from './store-event';

const thread = conversationId('thread');
const [amira, bruno] = [userId('amira'), userId('bruno')];

const signedIn: readonly StoreEvent[] = [
  { type: 'session-changed', session: { name: 'signed-in', me: amira } },
  { type: 'conversation-received', conversation: fakeConversation() },
];

function after(...events: readonly StoreEvent[]): ChatState {
  return reduce(initialState(fakeCapabilities(), fakeLimits()), [...signedIn, ...events]).state;
}

/** What people see of a conversation, without the objects behind it. */
function seen(state: ChatState) {
  const view = selectTimeline(state, thread);
  return {
    rows: Array.from({ length: view.length }, (_, index) => {
      const row = view.at(index);
      return [
        row?.id,
        row?.text,
        row?.status,
        row?.deleted,
        row?.reactions.map(({ emoji, count }) => emoji + String(count)),
      ];
    }),
    preview: selectConversationView(state, thread)?.preview?.text,
    unread: state.conversations.get(thread)?.unreadCount,
  };
}

const happenings: readonly StoreEvent[] = [
  { type: 'message-received', message: fakeMessage(1) },
  { type: 'message-received', message: fakeMessage(2) },
  { type: 'message-received', message: fakeMessage(3, { authorId: amira }) },
  {
    type: 'message-changed',
    conversationId: thread,
    messageId: messageId('1'),
    patch: { text: 'edited', edited: true },
  },
  { type: 'message-removed', conversationId: thread, messageId: messageId('2') },
  { type: 'messages-read', conversationId: thread, userId: bruno, messageIds: [messageId('3')], at: 5 },
  { type: 'user-received', user: { id: bruno, name: 'Bruno', handle: null, avatarUrl: null } },
];

describe('reduce', () => {
  it('is not moved by applying any event twice', () => {
    for (const [index, event] of happenings.entries()) {
      const before = happenings.slice(0, index + 1);
      expect(seen(after(...before, event))).toEqual(seen(after(...before)));
    }
    const once = after(...happenings);
    const again = reduce(once, happenings).state;
    expect(seen(again)).toEqual(seen(once));
  });

  it('ends with the same rows in whatever order messages, edits and deletions come', () => {
    const rows = seen(after(...happenings)).rows.map(([id, text]) => [id, text]);
    expect(rows).toEqual([
      ['1', 'edited'],
      ['3', 'message 3'],
    ]);
    for (let shift = 1; shift < happenings.length; shift += 1) {
      const turned = [...happenings.slice(shift), ...happenings.slice(0, shift)];
      expect(seen(after(...turned)).rows.map(([id, text]) => [id, text])).toEqual(rows);
      expect(seen(after(...turned.reverse())).rows.map(([id, text]) => [id, text])).toEqual(rows);
    }
  });

  it('leaves everything it does not touch the same object', () => {
    const before = after(...happenings);
    const { state } = reduce(before, [
      { type: 'typing-changed', conversationId: thread, userId: bruno, name: null, typing: true },
    ]);
    expect(state.timelines).toBe(before.timelines);
    expect(state.conversations).toBe(before.conversations);
    expect(
      reduce(before, [
        { type: 'message-received', message: fakeMessage(1, { text: 'edited', edited: true }) },
      ]).state,
    ).toBe(before);
  });

  it('keeps other rows the same objects when one changes', () => {
    const before = after(...happenings);
    const { state } = reduce(before, [
      {
        type: 'reaction-changed',
        conversationId: thread,
        messageId: messageId('3'),
        userId: bruno,
        emoji: '👍',
        present: true,
      },
    ]);
    const [old, now] = [selectTimeline(before, thread), selectTimeline(state, thread)];
    expect(now.at(0)).toBe(old.at(0));
    expect(now.at(1)).not.toBe(old.at(1));
    expect(now.at(1)?.reactions).toEqual([{ emoji: '👍', count: 1, userIds: [bruno], mine: false }]);
  });

  it('keeps what REST told when a bare frame comes later, and never steps a status back', () => {
    const full = fakeMessage(1, {
      authorId: amira,
      delivery: 'delivered',
      readBy: [{ userId: bruno, at: 1 }],
    });
    const file = {
      id: 'f',
      kind: 'file',
      name: 'a',
      url: null,
      thumbnailUrl: null,
      mimeType: null,
      size: 1,
      width: null,
      height: null,
    } as const;
    const state = after(
      { type: 'message-received', message: { ...full, attachments: [file] } },
      { type: 'message-received', message: fakeMessage(1, { authorId: amira, complete: false }) },
    );
    const row = selectTimeline(state, thread).at(0);
    expect([row?.attachments.length, row?.status]).toEqual([1, 'read']);
  });

  it('keeps the row key of an own send when the server tells the message again', () => {
    const mine = fakeMessage(1, { authorId: amira });
    const state = after(
      { type: 'message-received', message: mine, localId: localId('local-1') },
      { type: 'message-received', message: { ...mine, text: 'as stored' } },
    );
    const view = selectTimeline(state, thread);
    expect([view.length, view.at(0)?.key, view.at(0)?.text]).toEqual([1, 'local-1', 'as stored']);
  });

  it('does not let an older list turn the preview or the count back', () => {
    const state = after(
      { type: 'message-received', message: fakeMessage(1) },
      { type: 'conversation-received', conversation: fakeConversation() },
    );
    expect([seen(state).preview, seen(state).unread]).toEqual(['message 1', 1]);
  });

  it('does not count again what the list had counted already', () => {
    const preview = {
      id: messageId('1'),
      authorId: bruno,
      authorName: null,
      text: 'message 1',
      createdAt: 60_000,
      deleted: false,
      attachmentCount: 0,
    };
    const state = after(
      {
        type: 'conversation-received',
        conversation: fakeConversation({ lastMessage: preview, unreadCount: 1 }),
      },
      { type: 'message-received', message: fakeMessage(1) },
    );
    expect(seen(state).unread).toBe(1);
  });

  it('replaces a person’s earlier reaction where the backend allows one each', () => {
    const react = (emoji: string, replaces: boolean): StoreEvent => ({
      type: 'reaction-changed',
      conversationId: thread,
      messageId: messageId('1'),
      userId: bruno,
      emoji,
      present: true,
      replaces,
    });
    const many = after(
      { type: 'message-received', message: fakeMessage(1) },
      react('👍', false),
      react('🎉', false),
    );
    const one = after(
      { type: 'message-received', message: fakeMessage(1) },
      react('👍', true),
      react('🎉', true),
    );
    const emoji = (state: ChatState) =>
      selectTimeline(state, thread)
        .at(0)
        ?.reactions.map((reaction) => reaction.emoji);
    expect([emoji(many), emoji(one)]).toEqual([['👍', '🎉'], ['🎉']]);
  });

  it('orders the list by last activity', () => {
    const other = conversationId('other');
    const before = after({
      type: 'conversation-received',
      conversation: fakeConversation({ id: other, lastActivityAt: 90_000 }),
    });
    expect(before.conversationOrder).toEqual([other, thread]);
    const { state } = reduce(before, [{ type: 'message-received', message: fakeMessage(2) }]);
    expect(state.conversationOrder).toEqual([thread, other]);
  });

  it('forgets everything of a person when cleared', () => {
    const { state } = reduce(after(...happenings), [{ type: 'cleared' }]);
    expect([
      state.conversations.size,
      state.timelines.size,
      state.users.size,
      state.conversationOrder,
    ]).toEqual([0, 0, 0, []]);
  });
});
