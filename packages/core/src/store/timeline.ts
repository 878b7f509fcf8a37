import type { SortedList } from '../lib/sorted-list';
import type { KnownRange } from '../model/known-range';
import type { Message } from '../model/message';

/** The confirmed messages of a conversation in server order, and which stretches of it have no holes. */
export interface Timeline {
  readonly messages: SortedList<Message>;
  readonly ranges: readonly KnownRange[];
}
