import type { ConversationId } from '../../model/ids';
import type { RestPage } from './rest';

const placesKept = 2000;

/** Where messages were last seen in their thread; a guess that saves looking, never trusted by itself. */
export interface Places {
  note(id: ConversationId, answer: RestPage, start: number): void;
  /** The place counted from the newest (0); null when the message was not seen. */
  guess(id: ConversationId, messageId: string): number | null;
}

export function createPlaces(): Places {
  const threads = new Map<ConversationId, { count: number; readonly fromBeginning: Map<string, number> }>();
  return {
    note(id, answer, start) {
      const thread = threads.get(id) ?? { count: 0, fromBeginning: new Map<string, number>() };
      if (thread.fromBeginning.size > placesKept) thread.fromBeginning.clear();
      thread.count = answer.count;
      // Counted from the beginning a message stays where it is when others arrive.
      answer.messages.forEach((message, index) => {
        thread.fromBeginning.set(message.id, answer.count - 1 - start - index);
      });
      threads.set(id, thread);
    },
    guess(id, messageId) {
      const thread = threads.get(id);
      const place = thread?.fromBeginning.get(messageId);
      return thread === undefined || place === undefined ? null : Math.max(0, thread.count - 1 - place);
    },
  };
}
