import type { ServerEvent } from '../../adapter/server-event';
import { ChatError } from '../../errors';
import { conversationId, messageId, userId, type ConversationId, type UserId } from '../../model/ids';
import type { Message } from '../../model/message';
import type { User } from '../../model/user';
import { startDecoding, type Context } from './context';
import type { Frame } from './frames';
import type { Presences } from './presences';
import type { WireMessage } from './wire';

export interface HearingOptions {
  readonly context: Context;
  readonly me: UserId;
  readonly presences: Presences;
  readonly emit: (events: readonly ServerEvent[]) => void;
  /** Null when it is not known who is in the conversation. */
  readonly participantsOf: (id: ConversationId) => ReadonlySet<UserId> | null;
  readonly isMine: (id: ConversationId) => boolean;
}

/** Turns the frames of one conversation's socket into events. */
export function createHearing(options: HearingOptions) {
  const { context, me, emit, presences } = options;
  const { seen, environment } = context;

  function decode(
    wire: WireMessage,
    socketOf: ConversationId,
  ): { readonly message: Message; readonly users: readonly User[] } {
    const decoding = startDecoding(context, me, socketOf, true);
    return { message: decoding.message(wire), users: decoding.users() };
  }

  /** Ids are not checked against the socket: what belongs elsewhere is only a hint, and only if elsewhere is mine. */
  function belongs(wire: WireMessage, socketOf: ConversationId): boolean {
    const home = conversationId(wire.conversation);
    if (home === socketOf) return true;
    if (options.isMine(home)) emit([{ type: 'conversation-stale', conversationId: home }]);
    return false;
  }

  function peopleEvents(users: readonly User[]): readonly ServerEvent[] {
    return users.map((user) => ({ type: 'user-received', user }));
  }

  function received(wire: WireMessage, socketOf: ConversationId): void {
    if (!belongs(wire, socketOf)) return;
    const { message, users } = decode(wire, socketOf);
    noteSpeaker(message.authorId);
    emit([...peopleEvents(users), { type: 'message-received', message }]);
  }

  /** An edit or a pin of a message that is not loaded must not stand alone in the middle of nothing. */
  function changed(wire: WireMessage, socketOf: ConversationId): void {
    if (!belongs(wire, socketOf)) return;
    const isNews = seen.isNews(socketOf, messageId(wire.id));
    const { message } = decode(wire, socketOf);
    const { id, text, edited, editedAt, deleted, attachments, readBy, delivery, pinned } = message;
    const patch = { text, edited, editedAt, deleted, attachments, readBy, delivery, pinned };
    emit([
      { type: 'message-changed', conversationId: socketOf, messageId: id, patch },
      ...(isNews ? [stale(socketOf)] : []),
    ]);
  }

  function read(frame: Extract<Frame, { name: 'read' }>, socketOf: ConversationId): void {
    const reader = userId(frame.userId);
    noteSpeaker(reader);
    if (frame.messageId === null) return;
    const id = messageId(frame.messageId);
    if (seen.isNews(socketOf, id)) emit([stale(socketOf)]);
    const home = seen.placeOf(id);
    if (home !== undefined && home.conversationId !== socketOf) return;
    emit([
      { type: 'messages-read', conversationId: socketOf, userId: reader, messageIds: [id], at: frame.at },
    ]);
  }

  function deleted(id: string, socketOf: ConversationId): void {
    const gone = messageId(id);
    const place = seen.placeOf(gone);
    const where = place?.conversationId ?? socketOf;
    // Its author keeps a trace of it in every list, the others nothing.
    if (place?.authorId === me) {
      const patch = { deleted: true, text: '', attachments: [] };
      emit([{ type: 'message-changed', conversationId: where, messageId: gone, patch }]);
    } else emit([{ type: 'message-removed', conversationId: where, messageId: gone }]);
  }

  function typing(frame: Extract<Frame, { name: 'typing' }>, socketOf: ConversationId): void {
    const user = userId(frame.userId);
    if (user === me) return;
    noteSpeaker(user);
    const { userName: name, typing: isTyping } = frame;
    emit([
      { type: 'typing-changed', conversationId: socketOf, userId: user, name, typing: isTyping },
      // Also what a client of ours says after it sent something by REST.
      ...(isTyping ? [] : [stale(socketOf)]),
    ]);
  }

  function presence(frame: Extract<Frame, { name: 'presence' }>, socketOf: ConversationId): void {
    const user = userId(frame.userId);
    // Strangers who were turned away are announced as well.
    if (user === me || options.participantsOf(socketOf)?.has(user) === false) return;
    if (!frame.online) return presences.left(user);
    presences.heardFrom(user);
    emit([stale(socketOf)]);
  }

  function noteSpeaker(user: UserId): void {
    if (user !== me) presences.heardFrom(user);
  }

  return function hear(frame: Frame, socketOf: ConversationId): void {
    switch (frame.name) {
      case 'message':
        return received(frame.message, socketOf);
      case 'changed':
        return changed(frame.message, socketOf);
      case 'edited': {
        const patch = { text: frame.content, edited: true };
        return emit([
          { type: 'message-changed', conversationId: socketOf, messageId: messageId(frame.messageId), patch },
        ]);
      }
      case 'pinned': {
        const patch = { pinned: frame.pinned };
        return emit([
          { type: 'message-changed', conversationId: socketOf, messageId: messageId(frame.messageId), patch },
        ]);
      }
      case 'deleted':
        return deleted(frame.messageId, socketOf);
      case 'read':
        return read(frame, socketOf);
      case 'typing':
        return typing(frame, socketOf);
      case 'presence':
        return presence(frame, socketOf);
      case 'refusal':
        return environment.report(new ChatError('protocol', 'The server did not understand a frame.'));
    }
  };
}

function stale(id: ConversationId): ServerEvent {
  return { type: 'conversation-stale', conversationId: id };
}
