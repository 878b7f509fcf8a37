import type { Conversation } from '../model/conversation';
import { conversationId, messageId, userId } from '../model/ids';
import type { Message } from '../model/message';

/** A plain message of `bruno` in `thread`; `id` is also its place and its minute. */
export function fakeMessage(id: number, changes: Partial<Message> = {}): Message {
  return {
    id: messageId(String(id)),
    conversationId: conversationId('thread'),
    authorId: userId('bruno'),
    kind: 'text',
    text: `message ${String(id)}`,
    createdAt: id * 60_000,
    order: id,
    edited: false,
    editedAt: null,
    deleted: false,
    replyTo: null,
    attachments: [],
    reactions: [],
    readBy: [],
    delivery: 'sent',
    pinned: false,
    mentions: [],
    complete: true,
    ...changes,
  };
}

/** An empty conversation of `amira` and `bruno` called `thread`. */
export function fakeConversation(changes: Partial<Conversation> = {}): Conversation {
  return {
    id: conversationId('thread'),
    kind: 'direct',
    title: null,
    description: null,
    avatarUrl: null,
    participants: [userId('amira'), userId('bruno')],
    members: null,
    memberCount: null,
    myRole: null,
    lastMessage: null,
    lastActivityAt: 0,
    unreadCount: 0,
    write: { name: 'open' },
    muted: false,
    archived: false,
    pinned: false,
    context: [],
    ...changes,
  };
}
