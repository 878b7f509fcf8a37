import { conversationId, messageId, userId, type MessageView } from '@chat/core';

/** A message of somebody else, as shown; `own: true` makes it mine. */
export function fixtureMessage(more: Partial<MessageView> = {}): MessageView {
  const own = more.own ?? false;
  return {
    key: 'm1' as MessageView['key'],
    id: messageId('m1'),
    localId: null,
    conversationId: conversationId('c1'),
    authorId: userId(own ? 'me' : 'amir'),
    authorName: null,
    own,
    onMySide: own,
    kind: 'text',
    text: 'Room 214 is ready.',
    createdAt: Date.UTC(2026, 2, 14, 9, 26),
    status: own ? 'sent' : 'received',
    failure: null,
    failedChange: null,
    progress: null,
    edited: false,
    deleted: false,
    changing: false,
    replyTo: null,
    attachments: [],
    reactions: [],
    readBy: [],
    pinned: false,
    mentions: [],
    subject: null,
    related: [],
    permissions: {},
    ...more,
  };
}
