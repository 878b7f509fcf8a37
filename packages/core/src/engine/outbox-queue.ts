import type { OutboxEntry } from '../adapter/outbox-entry';
import { RecentMap } from '../lib/recent-map';
import { createSerialQueue } from '../lib/serial-queue';
import type { LocalId } from '../model/ids';
import type { StorageWrite } from '../storage/storage';
import { findQueued } from '../store/outbox-lanes';
import type { StoreEvent } from '../store/store-event';
import { createOutboxIndex } from './outbox-index';
import type { PersonScope } from './scope';

export interface OutboxChange {
  readonly put?: readonly OutboxEntry[];
  readonly remove?: readonly LocalId[];
  /** Become true together with it, and are stored in the same transaction. */
  readonly events?: readonly StoreEvent[];
  readonly writes?: readonly StorageWrite[];
}

/** The commands this tab answers for: in memory and shown at once, on disk in the order of their changes. */
export interface OutboxQueue {
  get(id: LocalId): OutboxEntry | undefined;
  /** In the order given. */
  ordered(): readonly OutboxEntry[];
  /** Those of one lane, in the order given. */
  lane(name: string): Iterable<OutboxEntry>;
  /** Those whose attempt is under way or unresolved. */
  unresolved(): Iterable<OutboxEntry>;
  /** Another one waits for it. */
  isAwaited(id: LocalId): boolean;
  isSaved(id: LocalId): boolean;
  /** It was here and is done: what a slow read of the disk still finds of it is old. */
  isDone(id: LocalId): boolean;
  /** Resolves once it is on disk; false where this tab answers for it no more. Throws code `storage`. */
  change(change: OutboxChange): Promise<boolean>;
  /** Read from disk. */
  adopt(entry: OutboxEntry): void;
  /** Changed in a way that is not worth a write. */
  show(entry: OutboxEntry, progress?: number): void;
  /** Forgets what is on disk: another tab answers for it now. */
  leaveSaved(): void;
  /** What is stored from now on is on no disk. */
  keepInMemory(): void;
  /** Waits for what is being written; with `discard`, what was not begun is never written. */
  close(discard: boolean): Promise<void>;
}

/** More than a person gives while the disk is read once. */
const doneLimit = 500;

export function createOutboxQueue({ store, storage }: PersonScope): OutboxQueue {
  const entries = createOutboxIndex();
  const saved = new Set<LocalId>();
  /** Saved, but not where other tabs can see it. */
  const inMemory = new Set<LocalId>();
  let done = new RecentMap<LocalId, true>(doneLimit);
  const inTurn = createSerialQueue();
  /** Grows when other tabs take over: what was begun before must not be written after. */
  let reign = 0;
  let isInMemory = false;
  let closed = false;

  function shown(entry: OutboxEntry, progress: number | null = null): StoreEvent {
    return { type: 'outbox-item-changed', item: { entry, saved: saved.has(entry.localId), progress } };
  }

  function change({ put = [], remove = [], events = [], writes = [] }: OutboxChange): Promise<boolean> {
    for (const entry of put) entries.set(entry);
    for (const id of remove) {
      entries.delete(id);
      saved.delete(id);
      inMemory.delete(id);
      done.set(id, true);
    }
    store.apply([
      ...events,
      ...put.map((entry) => shown(entry)),
      ...remove.map((localId) => ({ type: 'outbox-item-removed', localId }) as const),
    ]);
    const mine = reign;
    const batch: readonly StorageWrite[] = [
      ...writes,
      ...remove.map((localId) => ({ type: 'delete-outbox-entry', localId }) as const),
      ...put.map((entry) => ({ type: 'put-outbox-entry', entry }) as const),
    ];
    return inTurn(async () => {
      const fresh = put.filter(({ localId }) => !saved.has(localId) && entries.has(localId));
      if (closed || (mine !== reign && fresh.length < put.length)) return false;
      await storage.write(batch);
      for (const { localId } of fresh) {
        const entry = entries.get(localId);
        if (entry === undefined) continue;
        saved.add(localId);
        if (isInMemory) inMemory.add(localId);
        // The leader may have found it on disk and gone on with it already.
        if (findQueued(store.getState().outbox, entry)?.saved === false) store.apply([shown(entry)]);
      }
      return mine === reign;
    });
  }

  return {
    get: (id) => entries.get(id),
    ordered: () => [...entries.values()].sort((left, right) => left.sequence - right.sequence),
    lane: (name) => entries.lane(name),
    unresolved: () => entries.unresolved(),
    isAwaited: (id) => entries.isAwaited(id),
    isSaved: (id) => saved.has(id),
    isDone: (id) => done.get(id) === true,
    change,
    adopt(entry) {
      saved.add(entry.localId);
      entries.set(entry);
      store.apply([shown(entry)]);
    },
    show(entry, progress) {
      entries.set(entry);
      store.apply([shown(entry, progress ?? null)]);
    },
    leaveSaved() {
      reign += 1;
      done = new RecentMap(doneLimit);
      for (const id of [...saved]) {
        if (inMemory.has(id)) continue;
        entries.delete(id);
        saved.delete(id);
      }
    },
    keepInMemory() {
      isInMemory = true;
    },
    async close(discard) {
      closed = discard;
      await inTurn(() => Promise.resolve());
      closed = true;
    },
  };
}
