import { ChatError } from '../errors';
import type { StorageWrite } from './storage';

/** Refuses what would be written and never be found again. */
export function checkBatch(batch: readonly StorageWrite[]): void {
  for (const write of batch) {
    if (write.type === 'put-message' && !Number.isFinite(write.message.order)) {
      throw new ChatError('invalid', `The order of message ${write.message.id} is not a finite number.`);
    }
    if (write.type === 'put-outbox-entry' && !Number.isFinite(write.entry.sequence)) {
      throw new ChatError(
        'invalid',
        `The sequence of outbox entry ${write.entry.localId} is not a finite number.`,
      );
    }
  }
}

/** The limit of a history page, refused when it is no count. */
export function checkLimit(limit: number): number {
  if (Number.isSafeInteger(limit) && limit >= 0) return limit;
  throw new ChatError('invalid', `A page needs a whole number of messages, not ${limit}.`);
}
