import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { AnnounceContext } from '../../chat-context';

const quietMs = 1_000;

/** The one polite live region of a provider; what comes while it is speaking waits, and only the newest of it stays. */
export function Announcer({ children }: { readonly children?: ReactNode }) {
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
  return (
    <AnnounceContext.Provider value={announce}>
      {children}
      <div className="chat-hidden chat-announcer" role="status" aria-live="polite">
        {spoken}
      </div>
    </AnnounceContext.Provider>
  );
}
