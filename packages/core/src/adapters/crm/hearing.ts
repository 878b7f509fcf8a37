import type * as z from 'zod/mini';
import type { ServerEvent } from '../../adapter/server-event';
import { ChatError, toChatError } from '../../errors';
import { RecentMap } from '../../lib/recent-map';
import type { Conversation } from '../../model/conversation';
import { messageId, userId, type ConversationId, type UserId } from '../../model/ids';
import { startDecoding, type Context } from './context';
import { decodeLiveMessage } from './decode-message';
import { otherPerson, parseThread, threadId } from './thread';
import * as wire from './wire';

export interface HearingOptions {
  readonly context: Context;
  readonly me: UserId;
  readonly conversations: () => Iterable<Conversation>;
  readonly signal: AbortSignal;
  readonly emit: (events: readonly ServerEvent[]) => void;
}

/** Every event comes twice. */
const messagesKept = 500;

/** Turns what the push service tells into events; what it leaves out is looked up. */
export function createHearing({ context, me, conversations, signal, emit }: HearingOptions) {
  const { rest, list, unread, environment } = context;
  const { report } = environment;
  const heard = new RecentMap<string, true>(messagesKept);

  function known(): readonly Conversation[] {
    return [...conversations()];
  }
  /** All I know with somebody: some events say who, but not under which organisation. */
  function withPerson(person: string): readonly ConversationId[] {
    return known()
      .map(({ id }) => id)
      .filter((id) => parseThread(id).person === person);
  }
  function read<Schema extends z.ZodMiniType>(
    schema: Schema,
    name: string,
    data: unknown,
  ): z.output<Schema> | null {
    const result = schema.safeParse(data);
    if (result.success) return result.data;
    report(new ChatError('protocol', `The push service sent an unreadable "${name}"; it was ignored.`));
    return null;
  }

  function newMessage(data: unknown): void {
    const event = read(wire.newMessage, 'new-message', data);
    if (event === null || heard.get(event.message.id) === true) return;
    heard.set(event.message.id, true);
    list.changed();
    const { sender_id, recipient_id, organization_id } = event.message;
    const person = sender_id === me ? recipient_id : sender_id;
    const places = withPerson(person);
    const place = [threadId(organization_id, person), threadId(undefined, person)].find((id) =>
      places.includes(id),
    );
    if (place === undefined) return void lookUp(event.message.id);
    if (sender_id !== me) unread.onArrived(place);
    emit([{ type: 'message-received', message: decodeLiveMessage(event, place) }]);
  }

  /** In no conversation I know: new, or filed under an organisation in which I cannot see it. */
  async function lookUp(id: string): Promise<void> {
    try {
      const message = await rest.message(id, signal);
      const person = otherPerson(message, me);
      const place =
        withPerson(person).find((one) => one === threadId(undefined, person)) ??
        threadId(message.organization, person);
      const decoding = startDecoding(context, me);
      const received = decoding.message(message, place);
      emit([
        ...decoding.users().map((user): ServerEvent => ({ type: 'user-received', user })),
        { type: 'message-received', message: received },
        { type: 'conversations-stale' },
      ]);
    } catch (error) {
      const failure = toChatError(error);
      if (failure.code === 'not-found' || failure.code === 'aborted') return;
      report(failure);
      emit([{ type: 'conversations-stale' }]);
    }
  }

  function conversationUpdated(data: unknown): void {
    const event = read(wire.conversationUpdated, 'conversation-updated', data);
    if (event === null) return;
    const { sender_id, recipient_id } = event.message;
    const places = withPerson(sender_id === me ? recipient_id : sender_id);
    if (places.length === 0) return emit([{ type: 'conversations-stale' }]);
    emit(places.map((conversationId) => ({ type: 'conversation-stale', conversationId })));
  }

  function messageRead(data: unknown): void {
    const event = read(wire.messageRead, 'message-read', data);
    if (event === null) return;
    const reader = userId(event.read_by);
    const at = event.read_at ?? null;
    const messageIds = [messageId(event.message_id)];
    // It is in one of them; where it is not, the event finds nothing to change.
    emit(
      withPerson(event.read_by).map((conversationId) => ({
        type: 'messages-read',
        conversationId,
        userId: reader,
        messageIds,
        at,
      })),
    );
  }

  return function hear(name: string, data: unknown): void {
    if (signal.aborted) return;
    const content = typeof data === 'string' ? parsed(data) : data;
    switch (name) {
      case 'new-message':
        return newMessage(content);
      case 'conversation-updated':
        return conversationUpdated(content);
      case 'message-read':
        return messageRead(content);
      case 'unread-count-updated':
        // Read here or on another device: which conversation it was is not told.
        return emit([{ type: 'conversations-stale' }]);
      default:
        report(new ChatError('protocol', `The push service sent an unknown "${name}"; it was ignored.`));
    }
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
