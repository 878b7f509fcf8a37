import type { ConversationId, LocalId } from '../../model/ids';
import { trimText } from './encode';
import { RecentMap } from '../../lib/recent-map';

export interface OwnSend {
  readonly conversationId: ConversationId;
  readonly localId: LocalId;
  readonly text: string;
  readonly replyTo: string | null;
}

/** My sends under way, by which an echo is recognised as mine. */
export interface OwnSends {
  /** Returns the function that ends the wait. */
  expect(send: OwnSend): () => void;
  /** Where a local id of this client belongs, also after its send has ended. */
  conversationOf(localId: string): ConversationId | undefined;
  /** Takes the oldest expected send this echo answers; one socket keeps the order of its sends. */
  take(conversationId: ConversationId, text: string, replyTo: string | null): OwnSend | undefined;
}

const localIdsKept = 500;

export function createOwnSends(): OwnSends {
  const pending = new Set<OwnSend>();
  const conversations = new RecentMap<string, ConversationId>(localIdsKept);
  return {
    expect(send) {
      pending.add(send);
      conversations.set(send.localId, send.conversationId);
      return () => void pending.delete(send);
    },
    conversationOf: (localId) => conversations.get(localId),
    take(conversationId, text, replyTo) {
      for (const send of pending) {
        if (
          send.conversationId === conversationId &&
          trimText(send.text) === trimText(text) &&
          send.replyTo === replyTo
        ) {
          // Each send has one echo; a second one with the same words is somebody else's.
          pending.delete(send);
          return send;
        }
      }
      return undefined;
    },
  };
}
