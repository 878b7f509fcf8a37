/** One numbered page. */
export interface PageWindow {
  readonly page: number;
  readonly size: number;
}

export const maxPageSize = 100;

/**
 * The smallest page that holds the places `from`…`to` (0 is the newest message, both included), or where none
 * does, the one that holds `keep` and most of the others.
 */
export function pageCovering(from: number, to: number, keep: number): PageWindow {
  const first = Math.max(0, from);
  const wanted = to - first + 1;
  let best: PageWindow = { page: keep + 1, size: 1 };
  let bestCovered = 1;
  for (let size = 2; size <= maxPageSize && bestCovered < wanted; size += 1) {
    const page = Math.floor(keep / size) + 1;
    const start = (page - 1) * size;
    const covered = Math.min(to, start + size - 1) - Math.max(first, start) + 1;
    if (covered > bestCovered) {
      best = { page, size };
      bestCovered = covered;
    }
  }
  return best;
}
