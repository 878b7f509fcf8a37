import { rejectWith } from '../django/answers';
import type { Call } from './endpoint';

const pageSize = 10;

function pageUrl({ url }: Call, mountPath: string, page: number): string {
  const next = new URL(url);
  next.pathname = `${mountPath}${next.pathname}`;
  if (page === 1) next.searchParams.delete('page');
  else next.searchParams.set('page', String(page));
  next.searchParams.sort();
  return next.toString();
}

/** The page a request asks for; ten items each, whatever it asks. */
export function pageOf<Item>(call: Call, mountPath: string, items: readonly Item[]) {
  const last = Math.max(1, Math.ceil(items.length / pageSize));
  const given = call.query('page');
  const page = given === undefined ? 1 : given === 'last' ? last : /^\d+$/.test(given) ? Number(given) : 0;
  if (page < 1 || page > last) throw rejectWith(404, 'Invalid page.');
  return {
    count: items.length,
    next: page < last ? pageUrl(call, mountPath, page + 1) : null,
    previous: page > 1 ? pageUrl(call, mountPath, page - 1) : null,
    items: items.slice((page - 1) * pageSize, page * pageSize),
  };
}
