import type { Clock } from '../../adapter/environment';
import type { ConversationId } from '../../model/ids';
import type { StorageWrite } from '../storage';
import { isOutOfSpace } from '../storage-error';
import type { Connection } from './connection';
import { dropExpired, evictOldest, mergeEvictions, trimToCount, type Eviction } from './eviction';

/** How much history stays on this device. */
export interface Retention {
  readonly messagesPerConversation?: number;
  readonly days?: number;
}

export interface Housekeeping {
  /** Runs a write; when space runs out, again after the oldest history went. It records what it is given. */
  withSpace(write: (evictions: readonly Eviction[]) => Promise<void>): Promise<void>;
  /** Messages that went and are not recorded yet. */
  readonly unrecordedCount: number;
  /** What the retention asks for after a batch was written. */
  tidy(batch: readonly StorageWrite[]): Promise<void>;
}

const evictionShares = [0.25, 0.5, 1];
const dayMs = 86_400_000;
const hourMs = 3_600_000;

export function createHousekeeping(connection: Connection, retention: Retention, clock: Clock): Housekeeping {
  const { messagesPerConversation, days } = retention;
  let nextSweepAt = -Infinity;

  // A full disk takes only deletions: what went waits here for the next write that fits.
  let unrecorded: readonly Eviction[] = [];

  return {
    async withSpace(write) {
      const attempt = async (): Promise<void> => {
        await write(unrecorded);
        unrecorded = [];
      };
      try {
        return await attempt();
      } catch (error) {
        if (!isOutOfSpace(error)) throw error;
      }
      for (const share of evictionShares) {
        const last = share === 1;
        const evictions = await connection.use((database) => evictOldest(database, share));
        unrecorded = mergeEvictions(unrecorded, evictions);
        if (evictions.length === 0 && !last) continue;
        try {
          return await attempt();
        } catch (error) {
          if (last || !isOutOfSpace(error)) throw error;
        }
      }
    },
    get unrecordedCount() {
      return unrecorded.reduce((sum, eviction) => sum + eviction.count, 0);
    },
    async tidy(batch) {
      if (messagesPerConversation !== undefined) {
        for (const conversation of conversationsWrittenTo(batch)) {
          await connection.use((database) => trimToCount(database, conversation, messagesPerConversation));
        }
      }
      if (days !== undefined && clock.now() >= nextSweepAt) {
        await connection.use((database) => dropExpired(database, clock.now() - days * dayMs));
        nextSweepAt = clock.now() + hourMs;
      }
    },
  };
}

function conversationsWrittenTo(batch: readonly StorageWrite[]): ReadonlySet<ConversationId> {
  return new Set(
    batch.flatMap((write) => (write.type === 'put-message' ? [write.message.conversationId] : [])),
  );
}
