import type { ServerEvent } from '../../adapter/server-event';
import type { ConversationId, MessageId } from '../../model/ids';
import type { Message } from '../../model/message';
import type { OwnSend } from './own-sends';

/** A direct conversation as a list just showed it; the time is the server's. */
export interface Listed {
  readonly id: ConversationId;
  readonly createdAt: number;
}

/** The live side as the other parts may use it. */
export interface Link {
  /** Open, and the server repeats there what is said in this conversation. */
  hears(conversationId: ConversationId): boolean;
  /** Replies survive the socket of one dialect only. */
  readonly carriesReplies: boolean;
  /**
   * Sends and waits for the echo. Null: the server refused to store it, or nothing left this device; another
   * way may be tried. Throws with outcome `unknown` when nobody can say.
   */
  send(send: OwnSend, signal: AbortSignal): Promise<Message | null>;
  /** False when the server did not confirm it. */
  markRead(conversationId: ConversationId, messageIds: readonly MessageId[]): Promise<boolean>;
  /**
   * Makes the others look at a conversation, with a frame that means nothing to other clients; false when no
   * socket is open for it.
   */
  hint(conversationId: ConversationId): boolean;
  emit(events: readonly ServerEvent[]): void;
  /** All direct conversations there are: a shared socket does not hear those made after it opened. */
  onListed(listed: readonly Listed[]): void;
  onCreated(conversationId: ConversationId): void;
}

/** The one live link there is, and what outlives it. */
export interface LinkHolder {
  current: Link | null;
  /** The direct conversations of the last list. */
  listed: readonly ConversationId[];
  /** Conversations whose others are still to be made to look. */
  readonly owedHints: Set<ConversationId>;
}

/** What went by REST is told to nobody: hints now, or once there is a socket to do it. */
export function hintOthers({ current, owedHints }: LinkHolder, id: ConversationId): void {
  if (current?.hint(id) !== true) owedHints.add(id);
}
