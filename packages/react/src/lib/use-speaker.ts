import { useEffect, useMemo, useRef, useState } from 'react';

export interface Speaker {
  /** For a live region. */
  readonly spoken: string;
  readonly announce: (text: string) => void;
}

const quietMs = 1_000;

/** Says one thing at a time; what comes while it is speaking waits, and only the newest of it stays. */
export function useSpeaker(): Speaker {
  const [spoken, setSpoken] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const waiting = useRef<string | null>(null);
  const announce = useMemo(() => {
    const say = (text: string) => {
      // The same words twice are spoken twice only if the node's text differs.
      setSpoken((before) => (before === text ? `${text}\u00a0` : text));
      timer.current = setTimeout(() => {
        timer.current = null;
        const next = waiting.current;
        waiting.current = null;
        if (next !== null) say(next);
      }, quietMs);
    };
    return (text: string) => {
      if (timer.current === null) say(text);
      else waiting.current = text;
    };
  }, []);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  return { spoken, announce };
}
