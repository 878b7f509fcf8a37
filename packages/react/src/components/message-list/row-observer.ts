import type { MessageKey } from '@chat/core';
import type { RowHeights } from './row-heights';

/** Watches the sizes of the viewport and of the rows that are laid out. */
export interface RowObserver {
  /** Takes note of the rows there are now and of their heights. */
  measure(rows: HTMLElement): void;
  disconnect(): void;
}

const exact = 0.01;

/** `onResize` is called before the change is painted, and only if something has another size than was measured. */
export function createRowObserver(
  viewport: HTMLElement,
  heights: RowHeights,
  onResize: () => void,
): RowObserver {
  const watched = new Map<Element, number>();
  let delivering = false;
  let frame: number | null = null;
  let size = { width: viewport.clientWidth, height: viewport.clientHeight };

  const note = (row: Element, height: number) => {
    watched.set(row, height);
    heights.measured(row.getAttribute('data-key') as MessageKey, height);
  };

  const observer = new ResizeObserver((entries) => {
    let changed = false;
    for (const { target } of entries) {
      const known = watched.get(target);
      if (known === undefined || !target.isConnected) continue;
      const { height } = target.getBoundingClientRect();
      if (Math.abs(height - known) <= exact) continue;
      note(target, height);
      changed = true;
    }
    const { clientWidth: width, clientHeight: height } = viewport;
    if (size.width !== width || size.height !== height) {
      size = { width, height };
      changed = true;
    }
    if (!changed) return;
    delivering = true;
    try {
      onResize();
    } finally {
      delivering = false;
    }
  });
  observer.observe(viewport);

  const watch = (rows: readonly Element[]) => {
    for (const row of rows) if (row.isConnected) observer.observe(row);
  };

  return {
    measure(rows) {
      const fresh: Element[] = [];
      for (const row of rows.children) {
        if (!watched.has(row)) fresh.push(row);
        note(row, row.getBoundingClientRect().height);
      }
      for (const row of watched.keys()) {
        if (row.parentElement === rows) continue;
        watched.delete(row);
        observer.unobserve(row);
      }
      if (!delivering) watch(fresh);
      // What is observed while sizes are told would be told in the next frame, with a complaint.
      else frame = requestAnimationFrame(() => watch([...watched.keys()]));
    },
    disconnect() {
      observer.disconnect();
      watched.clear();
      if (frame !== null) cancelAnimationFrame(frame);
    },
  };
}
