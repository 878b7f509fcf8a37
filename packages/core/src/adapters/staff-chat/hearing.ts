import type { ServerEvent } from '../../adapter/server-event';
import { toChatError } from '../../errors';
import {
  conversationId,
  messageId,
  userId,
  type ConversationId,
  type MessageId,
  type UserId,
} from '../../model/ids';
import { parseTime } from '../../transport/parse-time';
import { startDecoding, type Context } from './context';
import { decodeCreated } from './decode-message';
import { createExpectations } from './expectations';
import type { Heard } from './frames';
import { loadMessage } from './history';

/** Where my own sends from elsewhere are waited for: their unread event names no conversation. */
const mySends = 'mine';

export interface HearingOptions {
  readonly context: Context;
  readonly me: UserId;
  readonly isKnown: (id: ConversationId) => boolean;
  readonly emit: (events: readonly ServerEvent[]) => void;
  readonly recountSoon: () => void;
}

type Data<Kind extends Heard['kind']> = Extract<Heard, { kind: Kind }>['data'];

/** Turns what was heard into events. Channels are public: everything heard is a hint, never a right. */
export function createHearing(options: HearingOptions) {
  const { context, me, emit, recountSoon } = options;
  const { environment } = context;
  const told = new Map<string, number>();
  let over = false;

  const expectations = createExpectations(environment.clock, (key) => {
    if (key === mySends) emit([{ type: 'conversations-stale' }]);
    else emit([{ type: 'conversation-stale', conversationId: conversationId(key) }]);
  });

  function created(data: Data<'created'>): void {
    const decoding = startDecoding(context, me);
    const message = 'conversation_id' in data ? decodeCreated(data, decoding) : decoding.message(data);
    const { conversationId: where, authorId } = message;
    const key = authorId === me ? mySends : where;
    const count = told.get(where);
    const events: ServerEvent[] = decoding.users().map((user) => ({ type: 'user-received', user }));
    events.push({ type: 'message-received', message });
    // The count that came before already has this message in it.
    if (expectations.isAwaited(key) && authorId !== me && count !== undefined)
      events.push({ type: 'unread-changed', conversationId: where, count });
    expectations.arrived(key);
    emit(events);
  }

  function edited(data: Data<'edited'>): void {
    if ('conversation_id' in data) {
      const { id, conversation_id, message: text, updated_at } = data;
      const editedAt = parseTime(updated_at ?? '');
      const patch = { text, edited: true, editedAt };
      emit([changed(conversationId(conversation_id), messageId(id), patch)]);
      return;
    }
    emit([{ type: 'message-received', message: startDecoding(context, me).message(data) }]);
  }

  function deleted(data: Data<'deleted'>, channelOf: ConversationId | null): void {
    const where = data.conversation_id == null ? channelOf : conversationId(data.conversation_id);
    if (where === null) return;
    const id = messageId(data.message_id);
    if (data.hard_delete === true) emit([{ type: 'message-removed', conversationId: where, messageId: id }]);
    else if (data.message != null)
      emit([{ type: 'message-received', message: startDecoding(context, me).message(data.message) }]);
    else emit([changed(where, id, { deleted: true, text: '', attachments: [], reactions: [] })]);
    // Deleting an unread message tells nobody's count.
    recountSoon();
  }

  function read(data: Data<'read'>, channelOf: ConversationId | null): void {
    const where = data.conversation_id == null ? channelOf : conversationId(data.conversation_id);
    const reader = data.read_by_staff_id ?? data.staff_id ?? null;
    if (where === null || reader === null) return;
    emit([
      {
        type: 'messages-read',
        conversationId: where,
        userId: userId(reader),
        messageIds: data.message_ids.map(messageId),
        at: parseTime(data.read_at ?? data.timestamp ?? ''),
      },
    ]);
    // Read on another device of mine.
    if (reader === me) recountSoon();
  }

  function unread(data: Data<'unread'>): void {
    if (data.conversation_id == null) {
      // All its numbers are totals then; it follows a send of mine.
      expectations.announced(mySends);
      return;
    }
    const where = conversationId(data.conversation_id);
    told.set(where, data.unread_count);
    if (data.total_unread !== undefined) expectations.announced(where);
    if (options.isKnown(where))
      emit([{ type: 'unread-changed', conversationId: where, count: data.unread_count }]);
    // New conversations are never announced: their first message is.
    else emit([{ type: 'conversations-stale' }]);
  }

  /** Frames about files carry no addresses, and not always the message. */
  async function files(data: Data<'files'>, channelOf: ConversationId | null): Promise<void> {
    const where = data.conversation_id == null ? channelOf : conversationId(data.conversation_id);
    if (where === null) return;
    const wire =
      data.message_id == null
        ? null
        : await loadMessage(context, where, data.message_id, undefined).catch(reported);
    if (over) return;
    if (wire === null) emit([{ type: 'conversation-stale', conversationId: where }]);
    else emit([{ type: 'message-received', message: startDecoding(context, me).message(wire) }]);
  }

  function reported(error: unknown): null {
    environment.report(toChatError(error));
    return null;
  }

  return {
    hear(heard: Heard, channelOf: ConversationId | null): void {
      switch (heard.kind) {
        case 'created':
          return created(heard.data);
        case 'edited':
          return edited(heard.data);
        case 'deleted':
          return deleted(heard.data, channelOf);
        case 'read':
          return read(heard.data, channelOf);
        case 'unread':
          return unread(heard.data);
        case 'files':
          return void files(heard.data, channelOf);
        case 'reaction': {
          if (channelOf === null) return;
          const { message_id, action, reaction } = heard.data;
          emit([
            {
              type: 'reaction-changed',
              conversationId: channelOf,
              messageId: messageId(message_id),
              userId: userId(reaction.staff),
              emoji: reaction.emoji,
              present: action === 'add',
            },
          ]);
        }
      }
    },
    stop(): void {
      over = true;
      expectations.stop();
    },
  };
}

function changed(
  where: ConversationId,
  id: MessageId,
  patch: Extract<ServerEvent, { type: 'message-changed' }>['patch'],
): ServerEvent {
  return { type: 'message-changed', conversationId: where, messageId: id, patch };
}
