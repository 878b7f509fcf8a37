import type { Clock } from '../../adapter/environment';
import type { ConversationId } from '../../model/ids';
import type { StorageWrite } from '../storage';
import { isOutOfSpace } from '../storage-error';
import type { Connection } from './connection';
import { evictOldest, mergeEvictions, type Eviction } from './eviction';
import type { Database } from './schema';

/** How much history stays on this device. */
export interface Retention {
  readonly messagesPerConversation?: number;
  readonly days?: number;
}

export interface Housekeeping {
  /** Runs the batch's write; when space runs out, again after the oldest history went. It records what it is given. */
  withSpace(
    batch: readonly StorageWrite[],
    write: (evictions: readonly Eviction[]) => Promise<void>,
  ): Promise<void>;
  /** Messages that went and are not recorded yet. */
  readonly unrecordedCount: number;
  /** What the retention asks for after a batch was written; everywhere once an hour. */
  tidy(batch: readonly StorageWrite[]): Promise<void>;
}

const evictionShares = [0.25, 0.5, 1];
/** So many times its own size is given up for what the server can tell again; if that is not enough, more will not be. */
const worthTimes = 4;
const sampleSize = 50;
const dayMs = 86_400_000;
const hourMs = 3_600_000;

export function createHousekeeping(connection: Connection, retention: Retention, clock: Clock): Housekeeping {
  const { messagesPerConversation, days } = retention;
  let nextSweepAt = -Infinity;

  // A full disk takes only deletions: what went waits here for the next write that fits.
  let unrecorded: readonly Eviction[] = [];

  /** The last eviction for such a write did not help it: the disk is full of something else. */
  let isFutile = false;

  return {
    async withSpace(batch, write) {
      const attempt = async (): Promise<void> => {
        await write(unrecorded);
        unrecorded = [];
        isFutile = false;
      };
      let failure: unknown;
      try {
        return await attempt();
      } catch (error) {
        if (!isOutOfSpace(error)) throw error;
        failure = error;
      }
      const mayTakeAll = batch.some(isPrecious);
      let needed = Infinity;
      if (!mayTakeAll) {
        const history = await connection.use(measureHistory);
        needed = sizeOf(batch) / history.averageSize;
        // More than all there is: giving that up would not make room.
        if (isFutile || needed > history.count) throw failure;
      }
      let freed = 0;
      for (const share of evictionShares) {
        if (freed >= needed * worthTimes) break;
        const evictions = await connection.use((database) => evictOldest(database, share));
        unrecorded = mergeEvictions(unrecorded, evictions);
        freed += countOf(evictions);
        if (evictions.length === 0 && share < 1) continue;
        try {
          return await attempt();
        } catch (error) {
          if (!isOutOfSpace(error)) throw error;
        }
      }
      isFutile = !mayTakeAll;
      throw failure;
    },
    get unrecordedCount() {
      return countOf(unrecorded);
    },
    async tidy(batch) {
      if (messagesPerConversation === undefined && days === undefined) return;
      // Few apps ask for it, and nothing is lost where it cannot be fetched now.
      const { dropExpired, trimToCount } = await import('./retention');
      const isSweep = clock.now() >= nextSweepAt;
      if (isSweep) nextSweepAt = clock.now() + hourMs;
      if (messagesPerConversation !== undefined) {
        // What a page before this one kept under a larger limit is found by the sweep.
        const all = isSweep ? await connection.use((database) => database.getAllKeys('ranges')) : [];
        for (const conversation of new Set([...conversationsWrittenTo(batch), ...all])) {
          await connection.use((database) => trimToCount(database, conversation, messagesPerConversation));
        }
      }
      if (days !== undefined && isSweep) {
        await connection.use((database) => dropExpired(database, clock.now() - days * dayMs));
      }
    },
  };
}

/** What nobody can tell again: what was typed, and what became of it. */
function isPrecious({ type }: StorageWrite): boolean {
  return type === 'put-outbox-entry' || type === 'delete-outbox-entry' || type === 'put-value';
}

/** How many messages are stored, and how large they are by a sample. */
async function measureHistory(
  database: Database,
): Promise<{ readonly count: number; readonly averageSize: number }> {
  const [count, sample] = await Promise.all([
    database.count('messages'),
    database.getAll('messages', null, sampleSize),
  ]);
  return { count, averageSize: sizeOf(sample) / Math.max(1, sample.length) };
}

function sizeOf(value: unknown): number {
  return JSON.stringify(value).length;
}

function countOf(evictions: readonly Eviction[]): number {
  return evictions.reduce((sum, { count }) => sum + count, 0);
}

function conversationsWrittenTo(batch: readonly StorageWrite[]): readonly ConversationId[] {
  return batch.flatMap((write) => (write.type === 'put-message' ? [write.message.conversationId] : []));
}
