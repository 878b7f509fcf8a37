import { ChatError, isChatError } from '@chat/core';
import { useCallback, useEffect, useRef, useState } from 'react';

export type ActionState =
  | { readonly name: 'idle' }
  | { readonly name: 'pending' }
  | { readonly name: 'failed'; readonly error: ChatError };

export interface ActionHandle {
  readonly state: ActionState;
  /** Runs one piece of work at a time; `then` is called with its answer, unless the component has gone. */
  run<Answer>(work: () => Promise<Answer>, then?: (answer: Answer) => void): void;
  reset(): void;
}

/** Anything thrown, as an error whose code can be worded. */
export function asChatError(thrown: unknown): ChatError {
  if (isChatError(thrown)) return thrown;
  return new ChatError('protocol', thrown instanceof Error ? thrown.message : String(thrown), {
    cause: thrown,
  });
}

/** For what needs an answer now: whether it is running and why it failed. */
export function useAction(): ActionHandle {
  const [state, setState] = useState<ActionState>({ name: 'idle' });
  const running = useRef(false);
  const mounted = useRef(false);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const run = useCallback(<Answer>(work: () => Promise<Answer>, then?: (answer: Answer) => void) => {
    if (running.current) return;
    running.current = true;
    setState({ name: 'pending' });
    const finish = (next: ActionState) => {
      running.current = false;
      if (mounted.current) setState(next);
    };
    work().then(
      (answer) => {
        finish({ name: 'idle' });
        if (mounted.current) then?.(answer);
      },
      (thrown: unknown) => finish({ name: 'failed', error: asChatError(thrown) }),
    );
  }, []);
  const reset = useCallback(() => setState({ name: 'idle' }), []);
  return { state, run, reset };
}
