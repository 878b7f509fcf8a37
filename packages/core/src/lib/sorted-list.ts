/**
 * An immutable sorted list in chunks: a change copies one chunk and the list of chunks, never all items.
 * Reading by position and by comparison is O(log n).
 */
export class SortedList<Item> {
  private constructor(
    private readonly compare: (left: Item, right: Item) => number,
    private readonly chunks: readonly (readonly Item[])[],
    /** Items before each chunk. */
    private readonly starts: readonly number[],
    readonly length: number,
  ) {}

  static empty<Item>(compare: (left: Item, right: Item) => number): SortedList<Item> {
    return new SortedList<Item>(compare, [], [], 0);
  }

  at(index: number): Item | undefined {
    if (index < 0 || index >= this.length) return undefined;
    const chunk = lastAtOrBelow(this.starts, index);
    return this.chunks[chunk]?.[index - (this.starts[chunk] ?? 0)];
  }

  /** The position where `probe` says 0, or the one before which it would stand as `-(position + 1)`. */
  search(probe: (item: Item) => number): number {
    const position = this.chunkFor(probe);
    const start = this.starts[position] ?? 0;
    const within = searchChunk(this.chunks[position] ?? [], probe);
    return within < 0 ? within - start : within + start;
  }

  indexOf(item: Item): number {
    return this.search((other) => this.compare(other, item));
  }

  /** Puts each item at its place, replacing the one that compares equal. */
  with(items: readonly Item[]): SortedList<Item> {
    if (items.length === 0) return this;
    const sorted = [...items].sort(this.compare);
    const last = this.at(this.length - 1);
    const first = sorted[0];
    if (first !== undefined && (last === undefined || this.compare(last, first) < 0)) {
      return this.appended(deduplicate(sorted, this.compare));
    }
    return this.merged(sorted);
  }

  without(matches: (item: Item) => boolean): SortedList<Item> {
    const kept = this.chunks.map((chunk) =>
      chunk.some(matches) ? chunk.filter((item) => !matches(item)) : chunk,
    );
    return kept.every((chunk, index) => chunk === this.chunks[index]) ? this : this.rebuilt(kept);
  }

  /** Removes the item that compares equal, if any: touches one chunk. */
  remove(item: Item): SortedList<Item> {
    const index = this.indexOf(item);
    if (index < 0) return this;
    const position = lastAtOrBelow(this.starts, index);
    const offset = index - (this.starts[position] ?? 0);
    return this.rebuilt(
      this.chunks.map((chunk, at) =>
        at === position ? chunk.filter((_, within) => within !== offset) : chunk,
      ),
    );
  }

  slice(from: number, to: number): Item[] {
    const items: Item[] = [];
    for (let index = Math.max(0, from); index < Math.min(this.length, to); index += 1) {
      const item = this.at(index);
      if (item !== undefined) items.push(item);
    }
    return items;
  }

  /** One value for each chunk, in order; `known` keeps them for chunks that stay as they are. */
  mapChunks<Value extends object>(
    known: WeakMap<readonly Item[], Value>,
    map: (chunk: readonly Item[]) => Value,
  ): readonly Value[] {
    return this.chunks.map((chunk) => {
      const value = known.get(chunk) ?? map(chunk);
      known.set(chunk, value);
      return value;
    });
  }

  *[Symbol.iterator](): IterableIterator<Item> {
    for (const chunk of this.chunks) yield* chunk;
  }

  /** The common case, a newer item at the end: only the last chunk is copied, and no position moves. */
  private appended(items: readonly Item[]): SortedList<Item> {
    const chunks = [...this.chunks];
    const starts = [...this.starts];
    const tail = chunks[chunks.length - 1];
    const room = tail === undefined ? 0 : Math.max(0, chunkSize - tail.length);
    if (tail !== undefined && room > 0) chunks[chunks.length - 1] = [...tail, ...items.slice(0, room)];
    for (let from = room; from < items.length; from += chunkSize) {
      starts.push(this.length + from);
      chunks.push(items.slice(from, from + chunkSize));
    }
    return new SortedList(this.compare, chunks, starts, this.length + items.length);
  }

  private merged(sorted: readonly Item[]): SortedList<Item> {
    const added = new Map<number, Item[]>();
    for (const item of sorted) {
      const position = this.chunkFor((other) => this.compare(other, item));
      const group = added.get(position);
      if (group === undefined) added.set(position, [item]);
      else group.push(item);
    }
    const chunks: (readonly Item[])[] = [];
    this.chunks.forEach((chunk, position) => {
      const group = added.get(position);
      if (group === undefined) chunks.push(chunk);
      else chunks.push(...split(mergeInto(chunk, group, this.compare)));
    });
    return this.rebuilt(chunks);
  }

  /** The chunk in which the probed item stands or would stand. */
  private chunkFor(probe: (item: Item) => number): number {
    let low = 0;
    let high = this.chunks.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const first = this.chunks[middle]?.[0];
      if (first !== undefined && probe(first) <= 0) low = middle + 1;
      else high = middle - 1;
    }
    return Math.max(0, high);
  }

  private rebuilt(chunks: readonly (readonly Item[])[]): SortedList<Item> {
    const kept = chunks.filter((chunk) => chunk.length > 0);
    const starts: number[] = [];
    let length = 0;
    for (const chunk of kept) {
      starts.push(length);
      length += chunk.length;
    }
    return new SortedList(this.compare, kept, starts, length);
  }
}

// Near the square root of a long history: the list of chunks and one chunk cost about the same to copy.
const chunkSize = 256;

function lastAtOrBelow(starts: readonly number[], index: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

function searchChunk<Item>(chunk: readonly Item[], probe: (item: Item) => number): number {
  let low = 0;
  let high = chunk.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const item = chunk[middle];
    const order = item === undefined ? 0 : probe(item);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -(low + 1);
}

/** A new chunk; of items that compare equal the last of `group` stays. */
function mergeInto<Item>(
  chunk: readonly Item[],
  group: readonly Item[],
  compare: (left: Item, right: Item) => number,
): readonly Item[] {
  const [only] = group;
  if (only === undefined || group.length > 1) {
    // Two sorted runs: the engine's sort joins them in one pass.
    return deduplicate([...chunk, ...group].sort(compare), compare);
  }
  const index = searchChunk(chunk, (other) => compare(other, only));
  const merged = [...chunk];
  if (index < 0) merged.splice(-index - 1, 0, only);
  else merged[index] = only;
  return merged;
}

/** Even pieces, so that none is left with a single item. */
function split<Item>(chunk: readonly Item[]): readonly (readonly Item[])[] {
  if (chunk.length <= 2 * chunkSize) return [chunk];
  const size = Math.ceil(chunk.length / Math.ceil(chunk.length / chunkSize));
  const pieces: (readonly Item[])[] = [];
  for (let from = 0; from < chunk.length; from += size) pieces.push(chunk.slice(from, from + size));
  return pieces;
}

function deduplicate<Item>(
  sorted: readonly Item[],
  compare: (left: Item, right: Item) => number,
): readonly Item[] {
  return sorted.filter((item, index) => {
    const next = sorted[index + 1];
    return next === undefined || compare(item, next) !== 0;
  });
}
