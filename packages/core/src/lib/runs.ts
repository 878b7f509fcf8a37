/** Work of one kind under one key, one run at a time. */
export interface Runs<Value> {
  /** Whoever comes while one runs gets its answer. */
  join(key: string, work: () => Promise<Value>): Promise<Value>;
  /** The answer of a run begun after this call: one under way may know less. Many that wait share it. */
  afresh(key: string, work: () => Promise<Value>): Promise<Value>;
}

export function createRuns<Value>(): Runs<Value> {
  const running = new Map<string, Promise<Value>>();
  const next = new Map<string, Promise<Value>>();

  function join(key: string, work: () => Promise<Value>): Promise<Value> {
    const known = running.get(key);
    if (known !== undefined) return known;
    const run = work().finally(() => running.delete(key));
    running.set(key, run);
    return run;
  }

  return {
    join,
    afresh(key, work) {
      const current = running.get(key);
      if (current === undefined) return join(key, work);
      const waiting = next.get(key);
      if (waiting !== undefined) return waiting;
      const begin = (): Promise<Value> => {
        next.delete(key);
        return join(key, work);
      };
      const following = current.then(begin, begin);
      next.set(key, following);
      return following;
    },
  };
}
