import type { ServerEvent } from '../../adapter/server-event';
import { toChatError } from '../../errors';
import { messageId, userId, type ConversationId, type LocalId, type UserId } from '../../model/ids';
import type { Message } from '../../model/message';
import type { PresenceStatus } from '../../model/user';
import { parseTime } from '../../transport/parse-time';
import type { AwaitedEchoes } from './awaited';
import { startDecoding, type Context } from './context';
import { decodeLiveMessage, deliveryOf } from './decode-message';
import { trimText } from './encode';
import type { Frame, FrameOf, LiveMessage } from './frames';
import type { WireMessage } from './wire';
import type { Whereabouts } from './whereabouts';

export interface HearingOptions {
  readonly context: Context;
  readonly me: UserId;
  readonly whereabouts: Whereabouts;
  readonly echoes: AwaitedEchoes;
  readonly emit: (events: readonly ServerEvent[]) => void;
  readonly isOpen: () => boolean;
  readonly isWatched: (id: ConversationId) => boolean;
  readonly onReadEcho: (messageIds: readonly string[]) => void;
}

/** Turns frames into events. `socketOf` is the conversation of the socket, null on the shared one. */
export function createHearing(options: HearingOptions) {
  const { context, me, whereabouts, echoes, emit } = options;
  const { environment, ownSends, unread } = context;

  function message(wire: LiveMessage, where: ConversationId): void {
    const mine = userId(wire.sender_id) === me;
    const localId = mine ? localIdOf(wire, where) : undefined;
    const known: Message = decodeLiveMessage(wire, {
      conversationId: where,
      now: environment.clock.now(),
      ...(localId === undefined ? {} : { localId }),
      // Sockets carry plain text; a reply's preview and files are known to REST alone.
      complete: wire.reply_to == null && (wire.attachments?.length ?? 0) === 0,
    });
    whereabouts.note(wire.id, where);
    if (mine) unread.onOwnSend(where, wire.id);
    else unread.onArrival(where, wire.id);
    if (localId !== undefined && echoes.arrived(localId, known)) return;
    emit([{ type: 'message-received', message: known, ...(localId === undefined ? {} : { localId }) }]);
  }

  function localIdOf(wire: LiveMessage, where: ConversationId): LocalId | undefined {
    const told = wire.local_id;
    if (told != null) return ownSends.conversationOf(told) === undefined ? undefined : (told as LocalId);
    return ownSends.take(where, trimText(wire.content), wire.reply_to ?? null)?.localId;
  }

  /** Held back until it is known where it belongs; unfound, the list will tell. */
  async function homeless(wire: LiveMessage): Promise<void> {
    const found = await whereabouts.find(wire).catch((error: unknown) => {
      environment.report(toChatError(error));
      return null;
    });
    if (!options.isOpen()) return;
    if (found === null) emit([{ type: 'conversations-stale' }]);
    else if (found.message === null) message(wire, found.id);
    else whole(found.message, found.id);
  }

  /** The server's own account of a message, fuller than any frame. */
  function whole(wire: WireMessage, where: ConversationId): void {
    const decoding = startDecoding(context, me);
    const known = decoding.message(wire, where);
    whereabouts.note(wire.id, where);
    if (known.authorId === me) unread.onOwnSend(where, wire.id);
    else unread.onArrival(where, wire.id);
    const people = decoding.users().map((user): ServerEvent => ({ type: 'user-received', user }));
    emit([...people, { type: 'message-received', message: known }]);
  }

  function typing(frame: FrameOf<'typing'>, socketOf: ConversationId | null): void {
    const user = userId(frame.user_id);
    if (user === me) return;
    const conversationId = socketOf ?? shownWith(user);
    if (conversationId === null) return;
    const name = frame.username ?? null;
    const events: ServerEvent[] = [
      { type: 'typing-changed', conversationId, userId: user, name, typing: frame.is_typing },
    ];
    // Whoever stops typing may have sent, edited or reacted by REST, which nobody else tells.
    if (!frame.is_typing && options.isWatched(conversationId)) {
      events.push({ type: 'conversation-stale', conversationId });
    }
    emit(events);
  }

  /** The only conversation with somebody, or of several the one on screen. */
  function shownWith(user: UserId): ConversationId | null {
    const all = whereabouts.directsWith(user);
    const found = all.length === 1 ? all[0] : all.find(({ id }) => options.isWatched(id));
    return found?.id ?? null;
  }

  function read(frame: FrameOf<'read'>, socketOf: ConversationId | null): void {
    const ids = frame.message_id == null ? frame.message_ids : [...frame.message_ids, frame.message_id];
    const user = userId(frame.user_id);
    if (user === me) options.onReadEcho(ids);
    const byConversation = new Map<ConversationId, string[]>();
    for (const id of new Set(ids)) {
      const where = socketOf ?? whereabouts.ofMessage(id) ?? (user === me ? null : shownWith(user));
      if (where !== null) byConversation.set(where, [...(byConversation.get(where) ?? []), id]);
    }
    const events = [...byConversation].map(([conversationId, read]): ServerEvent => ({
      type: 'messages-read',
      conversationId,
      userId: user,
      messageIds: read.map(messageId),
      at: null,
    }));
    if (events.length > 0) emit(events);
  }

  function status(frame: FrameOf<'message.status'>): void {
    const delivery = deliveryOf(frame.status);
    const where = whereabouts.ofMessage(frame.message_id);
    // «sent» says nothing new, and comes before the message it is about.
    if (delivery === 'sent' || where === null) return;
    const id = messageId(frame.message_id);
    emit([{ type: 'message-changed', conversationId: where, messageId: id, patch: { delivery } }]);
  }

  function presence(
    people: readonly { user_id: string; status: string; timestamp?: string | null | undefined }[],
  ) {
    const events = people.flatMap(({ user_id, status, timestamp }): ServerEvent[] => {
      const user = userId(user_id);
      if (user === me || !isPresence(status) || whereabouts.directsWith(user).length === 0) return [];
      const at = parseTime(timestamp ?? '') ?? environment.clock.now();
      return [{ type: 'presence-changed', userId: user, status, at }];
    });
    if (events.length > 0) emit(events);
  }

  return function hear(frame: Frame, socketOf: ConversationId | null): void {
    switch (frame.type) {
      case 'chat_message':
      case 'message': {
        const where = socketOf ?? whereabouts.now(frame.message);
        if (where === null) void homeless(frame.message);
        else message(frame.message, where);
        return;
      }
      case 'message.failed':
        if (frame.local_id != null) echoes.arrived(frame.local_id, null);
        return;
      case 'message.status':
        return status(frame);
      case 'typing':
        return typing(frame, socketOf);
      case 'read':
        return read(frame, socketOf);
      case 'user_status':
        return presence([frame]);
      case 'status_response':
        return presence(frame.statuses);
      case 'messages_fetched':
      case 'heartbeat':
      case 'pong':
        return;
    }
  };
}

function isPresence(status: string): status is PresenceStatus {
  return status === 'online' || status === 'away' || status === 'offline';
}
