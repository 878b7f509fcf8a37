import { describe, expect, it } from 'vitest';
import type { MessagePreview } from '../model/conversation';
import { conversationId, localId, messageId, userId } from '../model/ids';
import { fakeCapabilities, fakeLimits } from '../testing/fake-adapter';
import { fakeConversation, fakeMessage } from '../testing/fixtures';
import { initialState } from './initial-state';
import { reduce } from './reduce';
import type { StoreEvent } from './store-event';

const thread = conversationId('thread');
const [amira, guest] = [userId('amira'), userId('guest')];

function after(...events: readonly StoreEvent[]) {
  const capabilities = { ...fakeCapabilities(), receipts: { delivered: false, read: 'none' } as const };
  return reduce(initialState(capabilities, fakeLimits()), [
    { type: 'session-changed', session: { name: 'signed-in', me: amira } },
    ...events,
  ]).state;
}

const told = (createdAt: number, unreadCount: number): StoreEvent => {
  const lastMessage: MessagePreview = {
    id: null,
    authorId: guest,
    authorName: 'Guest',
    text: 'x',
    createdAt,
    deleted: false,
    attachmentCount: 0,
  };
  return {
    type: 'conversation-received',
    conversation: fakeConversation({ lastMessage, lastActivityAt: createdAt, unreadCount }),
  };
};

describe('a backend that keeps no read state', () => {
  const read: StoreEvent = { type: 'unread-changed', conversationId: thread, count: 0 };
  const unreadAfter = (...events: StoreEvent[]) => after(...events).conversations.get(thread)?.unreadCount;

  it('does not make unread again what was read here', () => {
    expect(unreadAfter(told(1_000, 1), read, told(1_000, 1))).toBe(0);
  });

  it('tells of what came since', () => {
    expect(unreadAfter(told(1_000, 1), read, told(2_000, 1))).toBe(1);
  });
});

describe('a backend that tells no senders', () => {
  it('does not take from this browser what it sent', () => {
    const own = fakeMessage(1, { authorId: amira, localId: localId('local-1') });
    const anew = fakeMessage(1, { authorId: userId('staff'), authorName: 'Amira' });
    const state = after(
      { type: 'conversation-received', conversation: fakeConversation() },
      { type: 'message-received', message: own },
      { type: 'message-received', message: anew },
    );
    const [kept] = state.timelines.get(thread)?.messages ?? [];
    expect(kept).toMatchObject({ id: messageId('1'), authorId: amira, authorName: 'Amira' });
  });
});
