import { expect, it } from 'vitest';
import { conversationId, messageId, userId } from '../model/ids';
import type { Attachment } from '../model/attachment';
import { fakeCapabilities, fakeLimits } from '../testing/fake-adapter';
import { fakeConversation, fakeMessage } from '../testing/fixtures';
import { initialState } from './initial-state';
import { reduce } from './reduce';
import { selectConversationView } from './select-conversation';
import type { StoreEvent } from './store-event';

const thread = conversationId('thread');

const attachment = (kind: Attachment['kind']): Attachment => ({
  id: kind,
  kind,
  name: kind,
  url: null,
  thumbnailUrl: null,
  mimeType: null,
  size: null,
  width: null,
  height: null,
});

/** What the list says the last message carries. */
function carriedAfter(...events: readonly StoreEvent[]) {
  const { state } = reduce(initialState(fakeCapabilities(), fakeLimits()), [
    { type: 'session-changed', session: { name: 'signed-in', me: userId('amira') } },
    { type: 'conversation-received', conversation: fakeConversation() },
    ...events,
  ]);
  const preview = selectConversationView(state, thread)?.preview;
  return [preview?.attachmentCount, preview?.attachmentKind];
}

const carrying = (...kinds: readonly Attachment['kind'][]): StoreEvent => ({
  type: 'message-received',
  message: fakeMessage(1, { text: '', attachments: kinds.map(attachment) }),
});

it('names the kind where all are the same', () => {
  expect(carriedAfter(carrying('image'))).toEqual([1, 'image']);
  expect(carriedAfter(carrying('image', 'image'))).toEqual([2, 'image']);
  expect(carriedAfter(carrying('image', 'file'))).toEqual([2, null]);
  expect(carriedAfter(carrying())).toEqual([0, null]);
});

it('keeps the kind when a list tells only that there is something', () => {
  const { createdAt, authorId } = fakeMessage(1);
  const listed = (id: string): StoreEvent => ({
    type: 'conversation-received',
    conversation: fakeConversation({
      lastMessage: {
        id: messageId(id),
        authorId,
        authorName: null,
        text: '',
        createdAt: createdAt + 1,
        deleted: false,
        attachmentCount: 1,
      },
    }),
  });
  expect(carriedAfter(carrying('image'), listed(fakeMessage(1).id))).toEqual([1, 'image']);
  expect(carriedAfter(carrying('image'), listed('another'))).toEqual([1, null]);
});
