import { ChatError } from '../../errors';
import { conversationId, type ConversationId } from '../../model/ids';

/** Conversation 1 and group 1 are different threads on this backend. */
export interface Thread {
  readonly kind: 'direct' | 'group';
  /** The backend's number, as text. */
  readonly number: string;
}

export function threadId(kind: Thread['kind'], number: string): ConversationId {
  return conversationId(`${kind}:${number}`);
}

export function parseThread(id: ConversationId): Thread {
  const [, kind, number] = /^(direct|group):(\d+)$/.exec(id) ?? [];
  if (kind === undefined || number === undefined) {
    throw new ChatError('invalid', `"${id}" is no conversation of this backend.`, { outcome: 'not-sent' });
  }
  return { kind: kind === 'direct' ? 'direct' : 'group', number };
}

/** Digits as the backend wants them in bodies. */
export function toNumber(id: string): number {
  if (!/^\d+$/.test(id)) {
    throw new ChatError('invalid', `"${id}" is no id of this backend.`, { outcome: 'not-sent' });
  }
  return Number(id);
}
