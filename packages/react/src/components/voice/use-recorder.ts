import type { Limits } from '@chat/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { startRecorder, type Recorder, type RecorderProblem, type Recording } from './recorder';

export type RecorderState =
  | { readonly name: 'asking' }
  | { readonly name: 'recording'; readonly recorder: Recorder }
  | { readonly name: 'failed'; readonly problem: RecorderProblem };

/** Records while it is mounted; unmounting lets the microphone go. */
export function useRecorder(
  limits: Limits,
  onEnd: (recording: Recording | null) => void,
): { readonly state: RecorderState; readonly retry: () => void } {
  const [state, setState] = useState<RecorderState>({ name: 'asking' });
  const [attempt, setAttempt] = useState(0);
  const newest = useRef({ limits, onEnd });
  useEffect(() => {
    newest.current = { limits, onEnd };
  });
  useEffect(() => {
    const abort = new AbortController();
    void startRecorder({
      limits: newest.current.limits,
      signal: abort.signal,
      onEnd: (recording) => newest.current.onEnd(recording),
    }).then((started) => {
      if (started === null || abort.signal.aborted) return;
      setState(
        typeof started === 'string'
          ? { name: 'failed', problem: started }
          : { name: 'recording', recorder: started },
      );
    });
    return () => abort.abort();
  }, [attempt]);
  const retry = useCallback(() => {
    setState({ name: 'asking' });
    setAttempt((made) => made + 1);
  }, []);
  return { state, retry };
}
