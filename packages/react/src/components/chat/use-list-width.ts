import { useCallback, useState, useSyncExternalStore } from 'react';
import { clampWidth, defaultWidth } from './divider';

const storageKey = 'chat-list-width';

/** How wide the list is, in pixels; remembered by the browser where it lets us. */
export function useListWidth(): readonly [number, (width: number) => void] {
  const remembered = useSyncExternalStore(unchanging, readWidth, () => defaultWidth);
  const [chosen, setChosen] = useState<number | null>(null);
  const choose = useCallback((width: number) => {
    setChosen(width);
    writeWidth(width);
  }, []);
  return [chosen ?? remembered, choose];
}

// Another tab's choice is for its own window.
const unchanging = () => () => undefined;

function readWidth(): number {
  try {
    const stored = localStorage.getItem(storageKey);
    const width = stored === null ? Number.NaN : Number(stored);
    return Number.isFinite(width) ? clampWidth(width) : defaultWidth;
  } catch {
    // Storage is forbidden here; nothing is remembered.
    return defaultWidth;
  }
}

function writeWidth(width: number): void {
  try {
    if (width === defaultWidth) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, String(width));
  } catch {
    // As above: it stays as it is for as long as the page lives.
  }
}
