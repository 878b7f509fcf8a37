import { expect, it } from 'vitest';
import type { Message } from '../model/message';
import type { Conversation } from '../model/conversation';
import { conversationId, messageId, userId } from '../model/ids';
import { fakeCapabilities, fakeLimits } from '../testing/fake-adapter';
import { fakeConversation, fakeMessage } from '../testing/fixtures';
import { initialState } from './initial-state';
import { reduce } from './reduce';
import { selectSupport } from './select-support';
import { selectMessage } from './select-timeline';

const amira = userId('amira');
const window = 60_000;
const sentAt = fakeMessage(1).createdAt;

/** What is said of one message, `lateMs` after it was sent. */
function supportOf(
  what: Parameters<typeof selectSupport>[1],
  message: Partial<Message>,
  conversation: Partial<Conversation> = {},
  lateMs = 0,
) {
  const { state } = reduce(initialState(fakeCapabilities(), fakeLimits({ editWindowMs: window })), [
    { type: 'session-changed', session: { name: 'signed-in', me: amira } },
    { type: 'conversation-received', conversation: fakeConversation(conversation) },
    { type: 'message-received', message: fakeMessage(1, message) },
  ]);
  const view = selectMessage(state, conversationId('thread'), messageId('1'));
  if (view === undefined) throw new Error('The message is not there.');
  const found = selectSupport(state, what, view, sentAt + lateMs);
  return found.supported ? 'yes' : found.reason;
}

const mine = { authorId: amira };
const closed = { write: { name: 'closed', reason: 'ended' } } as const;

it.each([
  ['edit-message', mine, {}, window, 'yes'],
  ['edit-message', mine, {}, window + 1, 'too-late'],
  ['edit-message', {}, {}, 0, 'role'],
  ['edit-message', mine, closed, 0, 'closed'],
  ['delete-message', mine, {}, window + 1, 'yes'],
  ['delete-message', {}, {}, 0, 'role'],
  ['delete-message', { permissions: { delete: true } }, {}, 0, 'yes'],
  ['react', {}, {}, 0, 'yes'],
  ['react', { permissions: { react: false } }, {}, 0, 'role'],
  ['reply', {}, closed, 0, 'closed'],
  ['reply', {}, {}, 0, 'yes'],
] as const)('%s of %o in %o after %i ms: %5$s', (what, message, conversation, lateMs, said) => {
  expect(supportOf(what, message, conversation, lateMs)).toBe(said);
});
