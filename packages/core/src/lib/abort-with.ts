export interface TiedAbort {
  readonly signal: AbortSignal;
  abort(): void;
  /** The work is over: nothing of it stays with the parent. */
  letGo(): void;
}

/** Aborts by itself or with its parent; what `AbortSignal.any` makes stays tied to a parent that lives for weeks. */
export function abortWith(parent: AbortSignal): TiedAbort {
  const own = new AbortController();
  const abort = (): void => own.abort(parent.reason);
  if (parent.aborted) abort();
  else parent.addEventListener('abort', abort, { once: true });
  return {
    signal: own.signal,
    abort: () => own.abort(),
    letGo: () => parent.removeEventListener('abort', abort),
  };
}
