import { json, refused } from './answers';
import type { Parts } from './endpoint';

const pageSizes = { usual: 25, most: 100 };

export interface Range<Order> {
  orders: readonly { by: Order; isDescending: boolean }[];
  offset: number;
  limit: number;
}

/** What `ordering` asks for; names that are none are ignored. */
function ordersOf<Order extends string>(
  text: string | null,
  known: readonly Order[],
  usual: Order,
): Range<Order>['orders'] {
  const asked = (text ?? '').split(',').flatMap((name) => {
    const by = known.find((one) => one === name.replace(/^-/, '').trim());
    return by === undefined ? [] : [{ by, isDescending: name.startsWith('-') }];
  });
  return asked.length === 0 ? [{ by: usual, isDescending: true }] : asked;
}

/**
 * Answers a list. The document's are bare; observed ones come in pages. Whoever asks the documented server for a
 * page gets one.
 */
export async function answerList<Order extends string, Item>(
  { profile, mountPath }: Parts,
  url: URL,
  list: {
    orders: readonly Order[];
    usual: Order;
    count(): Promise<number>;
    load(range: Range<Order>): Promise<Item[]>;
    encode(item: Item): Promise<unknown>;
  },
): Promise<Response> {
  const query = url.searchParams;
  const orders = ordersOf(query.get('ordering'), list.orders, list.usual);
  const count = await list.count();
  const encodeAll = async (range: Omit<Range<Order>, 'orders'>) =>
    Promise.all((await list.load({ ...range, orders })).map(list.encode));
  if (profile === 'documented' && !query.has('page') && !query.has('page_size')) {
    return json(200, await encodeAll({ offset: 0, limit: count }));
  }
  const asked = Number(query.get('page_size'));
  const size = Number.isInteger(asked) && asked > 0 ? Math.min(asked, pageSizes.most) : pageSizes.usual;
  const pages = Math.max(1, Math.ceil(count / size));
  const wanted = query.get('page') ?? '1';
  const page = wanted === 'last' ? pages : Number(wanted);
  if (!Number.isInteger(page) || page < 1 || page > pages) throw refused(404, 'Invalid page.');

  const linkTo = (number: number): string => {
    const link = new URL(`${mountPath}${url.pathname}`, url);
    for (const [name, value] of query) if (name !== 'page') link.searchParams.append(name, value);
    if (number > 1) link.searchParams.append('page', String(number));
    link.searchParams.sort();
    return link.href;
  };
  return json(200, {
    count,
    next: page < pages ? linkTo(page + 1) : null,
    previous: page > 1 ? linkTo(page - 1) : null,
    results: await encodeAll({ offset: (page - 1) * size, limit: size }),
  });
}
