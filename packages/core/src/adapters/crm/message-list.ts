import type { Clock } from '../../adapter/environment';
import { ChatError } from '../../errors';
import type { ListPage, Rest, Signal } from './rest';
import type { WireMessage } from './wire';

type Page = ListPage<WireMessage>;

interface Place {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** The list, where it came whole. */
  readonly all?: Page;
}

/**
 * All my messages over all threads: the only route that marks nothing and reaches everything. Counted from the
 * oldest its pages keep their places when messages arrive, so walks toward the past miss nothing.
 */
export interface MessageList {
  /** The newest ones, newest first, in one answer. `mayReuse`: one of a moment ago will do. */
  newest(size: number, mayReuse: boolean, signal: Signal): Promise<Page>;
  /** Pieces older than an id (or all), newest piece first, each newest first. */
  downFrom(before: number | null, signal: Signal): AsyncGenerator<readonly WireMessage[]>;
  /** Pieces newer than an id, oldest first. */
  upFrom(after: number, signal: Signal): AsyncGenerator<readonly WireMessage[]>;
  /** Something was written: what was read before is old. */
  changed(): void;
}

const pageSize = 100;
const reusableForMs = 2_000;

export function createMessageList(rest: Rest, clock: Clock): MessageList {
  let last: { readonly size: number; readonly at: number; readonly page: Page } | null = null;
  let changes = 0;

  async function oldestFirst(page: number | 'last', size: number, signal: Signal): Promise<Page> {
    const answer = await rest.messages({ ordering: 'id', page, size }, signal);
    // Lists without pages come as the document orders them, which is from the newest.
    if (answer.last && answer.count === answer.sent) return { ...answer, items: sorted(answer.items) };
    if (answer.items.some((item, index, all) => index > 0 && Number(item.id) < Number(all[index - 1]?.id)))
      throw new ChatError('protocol', 'The server does not list messages in the order asked for.');
    return answer;
  }

  /** At least `low` and at most `high` messages are older than an id, also when some vanish meanwhile. */
  async function placeOf(id: number, signal: Signal): Promise<Place> {
    const first = await oldestFirst(1, 1, signal);
    const { count } = first;
    if (first.sent === count) return { low: 0, high: count, count, all: first };
    let low = 0;
    let high = count;
    while (high - low > pageSize) {
      const middle = Math.floor((low + high) / 2);
      const [item] = (await oldestFirst(middle + 1, 1, signal)).items;
      // One that cannot be read tells nothing, and the bounds are good as they are.
      if (item === undefined) break;
      if (Number(item.id) < id) low = middle + 1;
      else high = middle;
    }
    return { low, high, count };
  }

  return {
    async newest(size, mayReuse, signal) {
      const now = clock.now();
      if (mayReuse && last !== null && last.size >= size && now - last.at < reusableForMs) return last.page;
      const before = changes;
      const answer = await rest.messages({ ordering: '-id', page: 1, size }, signal);
      const page = { ...answer, items: [...sorted(answer.items)].reverse() };
      if (before === changes) last = { size, at: now, page };
      return page;
    },

    async *downFrom(before, signal) {
      let page: number;
      let answer: Page;
      if (before === null) {
        answer = await oldestFirst('last', pageSize, signal);
        page = Math.max(1, Math.ceil(answer.count / pageSize));
      } else {
        const { high, all } = await placeOf(before, signal);
        page = all === undefined ? Math.max(1, Math.ceil(high / pageSize)) : 1;
        answer = all ?? (await oldestFirst(page, pageSize, signal));
      }
      for (;;) {
        yield [...answer.items].reverse().filter((item) => before === null || Number(item.id) < before);
        if (page === 1 || answer.sent === answer.count) return;
        page -= 1;
        answer = await oldestFirst(page, pageSize, signal);
      }
    },

    async *upFrom(after, signal) {
      const { low, count, all } = await placeOf(after, signal);
      let page = all === undefined ? Math.floor(low / pageSize) + 1 : 1;
      let answer = all ?? (await oldestFirst(page, pageSize, signal));
      for (;;) {
        // What vanished below pulled later ones over the edge of the page.
        if (answer.count < count)
          throw new ChatError('conflict', 'The history changed while it was read.', { retryable: true });
        yield answer.items.filter((item) => Number(item.id) > after);
        if (answer.last) return;
        page += 1;
        answer = await oldestFirst(page, pageSize, signal);
      }
    },

    changed() {
      changes += 1;
      last = null;
    },
  };
}

function sorted(items: readonly WireMessage[]): readonly WireMessage[] {
  return [...items].sort((left, right) => Number(left.id) - Number(right.id));
}
