import type { Conversation, Person } from '../../../world/types';
import type { World } from '../../../world/world';
import { socketTime } from '../../django/time';
import { encodeFetched } from '../encode';
import { type Frame, idOf, isEmpty } from './dialect';
import type { createPresence } from './presence';

const defaultFetchLimit = 20;

interface ActionParts {
  world: World;
  presence: ReturnType<typeof createPresence>;
  publish(conversationId: number, frame: Frame): void;
  store(
    sender: Person,
    conversation: Conversation,
    draft: { content: unknown; localId: unknown },
  ): Promise<number>;
  type(person: Person, conversationId: number, isTyping: unknown): void;
  read(person: Person, conversationId: number, messageIds: unknown[]): Promise<void>;
  now(): string;
}

type Send = (frame: Frame) => void;
type Action = (person: Person, frame: Frame, send: Send) => Promise<void> | void;

/** What each `action` frame of the newest dialect does; names not listed do nothing. */
export function createDeployedActions(parts: ActionParts) {
  const { world, presence, publish, store, type, read, now } = parts;

  const conversationIn = async (frame: Frame): Promise<Conversation | undefined> => {
    const number = idOf(frame['conversation_id']);
    return number === undefined ? undefined : world.conversations.numbered('direct', number);
  };

  const sendMessage: Action = async (person, frame, send) => {
    if (isEmpty(frame['content']) || isEmpty(frame['conversation_id'])) return;
    const conversation = await conversationIn(frame);
    const membership = conversation && (await world.memberships.find(conversation.id, person.id));
    if (conversation === undefined || membership === undefined) {
      send({ type: 'message.failed', local_id: frame['local_id'] ?? null, error: 'Failed to save message' });
      return;
    }
    await store(person, conversation, { content: frame['content'], localId: frame['local_id'] });
  };

  const fetchMessages: Action = async (_person, frame, send) => {
    const limit = frame['limit'] ?? defaultFetchLimit;
    if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 0) return;
    const beforeId = idOf(frame['before_id']);
    const conversation = await conversationIn(frame);
    const messages =
      conversation === undefined
        ? []
        : await world.messages.list(conversation.id, {
            order: 'newest-first',
            limit,
            ...(beforeId === undefined ? {} : { beforeId }),
          });
    send({
      type: 'messages_fetched',
      conversation_id: frame['conversation_id'],
      messages: messages.map(encodeFetched),
    });
  };

  const requestStatus: Action = async (_person, frame, send) => {
    const conversation = await conversationIn(frame);
    const members = conversation === undefined ? [] : await world.memberships.of([conversation.id]);
    const ids = members.map(({ person }) => person.id).sort((one, other) => one - other);
    const statuses = ids.map((id) => {
      const since = presence.since(id);
      return {
        user_id: id,
        status: since === undefined ? 'offline' : 'online',
        timestamp: since === undefined ? null : socketTime(since),
      };
    });
    send({ type: 'status_response', statuses });
  };

  const table: Record<string, Action | undefined> = {
    send_message: sendMessage,
    fetch_messages: fetchMessages,
    request_status: requestStatus,
    async typing(person, frame) {
      const conversation = await conversationIn(frame);
      if (conversation !== undefined) type(person, conversation.id, frame['is_typing']);
    },
    async read(person, frame) {
      const conversation = await conversationIn(frame);
      const ids: unknown = frame['message_ids'];
      if (conversation === undefined || !Array.isArray(ids) || ids.length === 0) return;
      await read(person, conversation.id, ids);
    },
    async broadcast_status(person, frame) {
      const conversation = await conversationIn(frame);
      if (conversation === undefined) return;
      const timestamp = frame['timestamp'] ?? now();
      publish(conversation.id, {
        type: 'user_status',
        user_id: person.id,
        status: frame['status'],
        timestamp,
      });
    },
    // The three below only ever come back to the socket that sent them.
    message_status: (_person, frame, send) =>
      send({
        type: 'message.status',
        message_id: frame['message_id'],
        status: frame['status'],
        timestamp: frame['timestamp'],
      }),
    typing_indicator: (_person, frame, send) =>
      send({
        type: 'typing',
        user_id: frame['user_id'],
        username: frame['username'],
        is_typing: frame['is_typing'],
      }),
    message_read: (_person, frame, send) =>
      send({ type: 'read', user_id: frame['user_id'], message_ids: frame['message_ids'] }),
  };

  return {
    async perform(person: Person, frame: Frame, send: Send): Promise<void> {
      const name = frame['action'];
      const action = typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;
      await action?.(person, frame, send);
    },
  };
}
