import { ChatError } from '../../errors';
import { conversationId, type ConversationId, type UserId } from '../../model/ids';
import type { WireMessage } from './wire';

/** A thread is a person within an organisation; `any` where the deployment does not tell organisations. */
export interface Thread {
  readonly organization: string;
  /** The other person's number, as text; mine for notes to myself. */
  readonly person: string;
}

export type Organization = string | null | undefined;

export function threadId(organization: Organization, person: string): ConversationId {
  return conversationId(`${organization === undefined ? 'any' : (organization ?? 'none')}:${person}`);
}

export function parseThread(id: ConversationId): Thread {
  const [, organization, person] = /^(\d+|none|any):(\d+)$/.exec(id) ?? [];
  if (organization === undefined || person === undefined) {
    throw new ChatError('invalid', `"${id}" is no conversation of this backend.`, { outcome: 'not-sent' });
  }
  return { organization, person };
}

/** A history by person mixes organisations for whoever has no organisation of their own. */
export function belongsTo(thread: Thread, organization: Organization): boolean {
  if (thread.organization === 'any' || organization === undefined) return true;
  return thread.organization === (organization ?? 'none');
}

export function otherPerson(message: Pick<WireMessage, 'sender' | 'recipient'>, me: UserId): string {
  return message.sender.id === me ? message.recipient.id : message.sender.id;
}

export function isWith(message: WireMessage, thread: Thread, me: UserId): boolean {
  if (message.sender.id !== me && message.recipient.id !== me) return false;
  return otherPerson(message, me) === thread.person && belongsTo(thread, message.organization);
}

/** Digits as the backend wants them in bodies. */
export function toNumber(id: string): number {
  if (!/^\d+$/.test(id)) {
    throw new ChatError('invalid', `"${id}" is no id of this backend.`, { outcome: 'not-sent' });
  }
  return Number(id);
}
