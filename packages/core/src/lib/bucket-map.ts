/** An immutable map in buckets: a change copies one bucket and the list of them, never all entries. In no order. */
export class BucketMap<Key extends string, Value> implements ReadonlyMap<Key, Value> {
  private constructor(
    private readonly buckets: readonly (ReadonlyMap<Key, Value> | undefined)[],
    readonly size: number,
  ) {}

  static from<Key extends string, Value>(map: ReadonlyMap<Key, Value>): BucketMap<Key, Value> {
    if (map instanceof BucketMap) return map as BucketMap<Key, Value>;
    return [...map].reduce(
      (made, [key, value]) => made.with(key, value),
      new BucketMap<Key, Value>(new Array(bucketCount).fill(undefined), 0),
    );
  }

  get(key: Key): Value | undefined {
    return this.buckets[bucketOf(key)]?.get(key);
  }

  has(key: Key): boolean {
    return this.buckets[bucketOf(key)]?.has(key) ?? false;
  }

  with(key: Key, value: Value): BucketMap<Key, Value> {
    return this.changed(key, (bucket) => bucket.set(key, value));
  }

  without(key: Key): BucketMap<Key, Value> {
    return this.has(key) ? this.changed(key, (bucket) => bucket.delete(key)) : this;
  }

  *entries(): Generator<[Key, Value], undefined> {
    for (const bucket of this.buckets) if (bucket !== undefined) yield* bucket;
  }

  *keys(): Generator<Key, undefined> {
    for (const [key] of this) yield key;
  }

  *values(): Generator<Value, undefined> {
    for (const [, value] of this) yield value;
  }

  [Symbol.iterator](): Generator<[Key, Value], undefined> {
    return this.entries();
  }

  forEach(callback: (value: Value, key: Key, map: ReadonlyMap<Key, Value>) => void): void {
    for (const [key, value] of this) callback(value, key, this);
  }

  private changed(key: Key, change: (bucket: Map<Key, Value>) => void): BucketMap<Key, Value> {
    const index = bucketOf(key);
    const before = this.buckets[index];
    const bucket = new Map(before);
    change(bucket);
    return new BucketMap(this.buckets.with(index, bucket), this.size + bucket.size - (before?.size ?? 0));
  }
}

const bucketCount = 512;

function bucketOf(key: string): number {
  let hash = 0;
  // Keys that are alike differ at their end.
  for (let index = Math.max(0, key.length - 12); index < key.length; index += 1) {
    hash = (hash * 31 + key.charCodeAt(index)) | 0;
  }
  return hash & (bucketCount - 1);
}
