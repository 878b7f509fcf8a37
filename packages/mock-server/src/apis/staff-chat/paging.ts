import { rejectWith } from '../django/answers';

/** A numbered page in the envelope of lists, with absolute links. */
export function pageOf<Item>(
  all: readonly Item[],
  request: { url: URL; mountPath: string; page: string | undefined; size: number },
): { envelope(results: unknown[]): object; items: Item[] } {
  const { size } = request;
  const pages = Math.max(1, Math.ceil(all.length / size));
  const asked = request.page === 'last' ? pages : Number(request.page ?? 1);
  if (!Number.isInteger(asked) || asked < 1 || asked > pages) throw rejectWith(404, 'Invalid page.');
  const link = (page: number): string | null => {
    if (page < 1 || page > pages) return null;
    const url = new URL(request.url);
    if (page === 1) url.searchParams.delete('page');
    else url.searchParams.set('page', String(page));
    url.searchParams.sort();
    return `${url.origin}${request.mountPath}${url.pathname}${url.search}`;
  };
  return {
    items: all.slice((asked - 1) * size, asked * size),
    envelope: (results) => ({
      count: all.length,
      next: link(asked + 1),
      previous: link(asked - 1),
      results,
    }),
  };
}

/** Compares by a text each item has; a leading `-` turns it round. Unknown orders are ignored. */
export function ordered<Item>(
  items: readonly Item[],
  order: string | undefined,
  keys: Readonly<Record<string, (item: Item) => string | number>>,
): Item[] {
  const isDescending = order?.startsWith('-') === true;
  const key = keys[order?.replace(/^-/, '') ?? ''];
  if (key === undefined) return [...items];
  const sorted = [...items].sort((one, other) =>
    key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0,
  );
  return isDescending ? sorted.reverse() : sorted;
}
