/** A map that copies itself on the first change only, so that a batch pays for one copy of what it touches. */
export class MapDraft<Key, Value> {
  private copy: Map<Key, Value> | null = null;

  constructor(private readonly base: ReadonlyMap<Key, Value>) {}

  get(key: Key): Value | undefined {
    return (this.copy ?? this.base).get(key);
  }

  has(key: Key): boolean {
    return (this.copy ?? this.base).has(key);
  }

  set(key: Key, value: Value): void {
    if (this.get(key) === value && this.has(key)) return;
    this.copy ??= new Map(this.base);
    this.copy.set(key, value);
  }

  delete(key: Key): void {
    if (!this.has(key)) return;
    this.copy ??= new Map(this.base);
    this.copy.delete(key);
  }

  clear(): void {
    if ((this.copy ?? this.base).size > 0) this.copy = new Map();
  }

  entries(): Iterable<[Key, Value]> {
    return (this.copy ?? this.base).entries();
  }

  values(): Iterable<Value> {
    return (this.copy ?? this.base).values();
  }

  get changed(): boolean {
    return this.copy !== null;
  }

  done(): ReadonlyMap<Key, Value> {
    return this.copy ?? this.base;
  }
}
