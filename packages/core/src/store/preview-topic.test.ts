import { expect, it } from 'vitest';
import { conversationId, localId, userId } from '../model/ids';
import type { SendMessageCommand } from '../adapter/command';
import { fakeCapabilities, fakeLimits } from '../testing/fake-adapter';
import { fakeConversation, fakeMessage } from '../testing/fixtures';
import { initialState } from './initial-state';
import { reduce } from './reduce';
import { selectConversationView } from './select-conversation';
import type { StoreEvent } from './store-event';

const thread = conversationId('thread');
const deal = { type: 'deal', id: '7', label: 'Renewal' };

/** What the list tells the newest message of a conversation is about. */
function topicAfter(...events: readonly StoreEvent[]) {
  const { state } = reduce(initialState(fakeCapabilities(), fakeLimits()), [
    { type: 'session-changed', session: { name: 'signed-in', me: userId('amira') } },
    { type: 'conversation-received', conversation: fakeConversation() },
    ...events,
  ]);
  const preview = selectConversationView(state, thread)?.preview;
  return preview == null ? null : [preview.subject, preview.related];
}

const told: StoreEvent = {
  type: 'message-received',
  message: fakeMessage(1, { subject: 'Offer', related: [deal] }),
};

it('tells what a message is about in the list, until another one or its deletion takes its place', () => {
  expect(topicAfter(told)).toEqual(['Offer', [deal]]);
  expect(topicAfter(told, { type: 'message-received', message: fakeMessage(2) })).toEqual([null, []]);
  const deleted = fakeMessage(1, { subject: 'Offer', related: [deal], deleted: true });
  expect(topicAfter({ type: 'message-received', message: deleted })).toEqual([null, []]);
});

it('tells it of a message that has not left yet', () => {
  const command: SendMessageCommand = {
    kind: 'send-message',
    localId: localId('local-1'),
    conversationId: thread,
    createdAt: 5,
    text: 'Here it is',
    replyTo: null,
    attachments: [],
    subject: 'Offer',
    related: [deal],
  };
  const entry = {
    localId: command.localId,
    command,
    phase: { name: 'queued' },
    attempts: 0,
    baseline: null,
    dependsOn: null,
    sequence: 1,
  };
  const item = { entry, saved: true, progress: null } as unknown as Extract<
    StoreEvent,
    { type: 'outbox-item-changed' }
  >['item'];
  expect(topicAfter({ type: 'outbox-item-changed', item })).toEqual(['Offer', [deal]]);
});
