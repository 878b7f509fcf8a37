import { ChatError } from '../../errors';
import type { ConversationId } from '../../model/ids';

declare const brand: unique symbol;
/** Names a guest's stay: sockets know conversations by it, REST paths never (they would reach another guest). */
export type StayId = string & { readonly [brand]: 'StayId' };

export const stayId = (text: string): StayId => text as StayId;

/** The number REST paths take; throws `not-found` for an id this backend cannot have. */
export function pathNumber(id: ConversationId): string {
  if (/^\d+$/.test(id)) return id;
  throw new ChatError('not-found', 'There is no such conversation.');
}
