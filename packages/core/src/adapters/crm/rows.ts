import type { Conversation } from '../../model/conversation';
import type { ConversationId } from '../../model/ids';
import type { User } from '../../model/user';
import { parseThread } from './thread';

/** Which conversations the server was seen to list, and those that begin with their first message. */
export interface Rows {
  /** The server's number of a conversation, which its routes want; ours is made of person and organisation. */
  numberOf(id: ConversationId): string | undefined;
  note(id: ConversationId, number: string): void;
  /** Another conversation with the same person is known: a history by person would read both. */
  sharesPerson(id: ConversationId): boolean;
  partners(): readonly User[];
  meet(user: User): void;
  begin(conversation: Conversation): void;
  begun(): readonly Conversation[];
}

export function createRows(): Rows {
  const numbers = new Map<ConversationId, string>();
  const partners = new Map<string, User>();
  const begun = new Map<ConversationId, Conversation>();
  return {
    numberOf: (id) => numbers.get(id),
    note(id, number) {
      numbers.set(id, number);
      begun.delete(id);
    },
    sharesPerson(id) {
      const { person } = parseThread(id);
      return [...numbers.keys()].some((other) => other !== id && parseThread(other).person === person);
    },
    partners: () => [...partners.values()],
    meet: (user) => void partners.set(user.id, user),
    begin(conversation) {
      if (!numbers.has(conversation.id)) begun.set(conversation.id, conversation);
    },
    begun: () => [...begun.values()],
  };
}
