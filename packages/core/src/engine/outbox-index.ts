import type { OutboxEntry } from '../adapter/outbox-entry';
import type { LocalId } from '../model/ids';
import { laneOf, waitsFor } from './outbox-plan';

/** Entries by what is asked of them again and again, so that a long queue costs no more at its every step. */
export interface OutboxIndex {
  get(id: LocalId): OutboxEntry | undefined;
  has(id: LocalId): boolean;
  values(): Iterable<OutboxEntry>;
  /** Those of one lane, in the order given. */
  lane(name: string): Iterable<OutboxEntry>;
  /** Those whose attempt is under way or unresolved. */
  unresolved(): Iterable<OutboxEntry>;
  /** Another one may wait for it. */
  isAwaited(id: LocalId): boolean;
  set(entry: OutboxEntry): void;
  delete(id: LocalId): void;
}

export function createOutboxIndex(): OutboxIndex {
  const entries = new Map<LocalId, OutboxEntry>();
  const lanes = new Map<string, LocalId[]>();
  const unresolved = new Set<LocalId>();
  /** What some entry ever waited for. */
  const awaited = new Set<LocalId>();

  function* found(ids: Iterable<LocalId>): Iterable<OutboxEntry> {
    for (const id of ids) {
      const entry = entries.get(id);
      if (entry !== undefined) yield entry;
    }
  }

  function enter({ localId, sequence, command }: OutboxEntry): void {
    const lane = lanes.get(laneOf(command)) ?? [];
    lanes.set(laneOf(command), lane);
    let index = lane.length;
    while (index > 0 && (entries.get(lane[index - 1] as LocalId)?.sequence ?? 0) > sequence) index -= 1;
    lane.splice(index, 0, localId);
  }

  return {
    get: (id) => entries.get(id),
    has: (id) => entries.has(id),
    values: () => entries.values(),
    lane: (name) => found(lanes.get(name) ?? []),
    unresolved: () => found(unresolved),
    isAwaited: (id) => awaited.has(id),
    set(entry) {
      const { localId, phase } = entry;
      if (!entries.has(localId)) enter(entry);
      entries.set(localId, entry);
      const parent = waitsFor(entry);
      if (parent !== null) awaited.add(parent);
      if (phase.name === 'sending' || phase.name === 'checking') unresolved.add(localId);
      else unresolved.delete(localId);
    },
    delete(id) {
      const known = entries.get(id);
      if (known === undefined) return;
      const name = laneOf(known.command);
      const lane = lanes.get(name) ?? [];
      // Nearly always the first goes, and taking that moves no other.
      if (lane[0] === id) lane.shift();
      else lane.splice(lane.indexOf(id), 1);
      if (lane.length === 0) lanes.delete(name);
      awaited.delete(id);
      entries.delete(id);
      unresolved.delete(id);
    },
  };
}
