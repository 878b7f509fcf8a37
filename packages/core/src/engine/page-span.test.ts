import { describe, expect, it } from 'vitest';
import type { HistoryPage, HistoryPosition } from '../adapter/adapter';
import { messageId } from '../model/ids';
import type { KnownRange } from '../model/known-range';
import { fakeMessage } from '../testing/fixtures';
import { rangeOf, spanOf } from './page-span';

type Ends = 'none' | 'start' | 'end' | 'both';

function page(ids: readonly number[], reached: Ends): HistoryPage {
  return {
    messages: ids.map((id) => fakeMessage(id)),
    users: [],
    reachedStart: reached === 'start' || reached === 'both',
    reachedEnd: reached === 'end' || reached === 'both',
    markedRead: false,
  };
}

const newest: HistoryPosition = { name: 'newest' };
const around: HistoryPosition = { name: 'around', messageId: messageId('5') };
const before: HistoryPosition = { name: 'before', messageId: messageId('9'), order: 9 };
const after: HistoryPosition = { name: 'after', messageId: messageId('9'), order: 9 };
const range = (from: number, to: number): KnownRange => ({ from, to });

describe('what a page says', () => {
  // Where, what it lists, which ends it reached; of what it tells everything, and what it proves without live.
  const table: readonly [
    string,
    HistoryPosition,
    readonly number[],
    Ends,
    KnownRange | null,
    KnownRange | null,
  ][] = [
    ['the newest', newest, [5, 6, 8], 'end', range(5, Infinity), range(5, 8)],
    ['the newest that is all', newest, [5, 8], 'both', range(-Infinity, Infinity), range(-Infinity, 8)],
    ['the newest, cut', newest, [5, 8], 'none', range(5, 8), range(5, 8)],
    ['an empty conversation', newest, [], 'both', range(-Infinity, Infinity), null],
    ['an empty answer that says nothing', newest, [], 'none', null, null],
    ['an empty answer that only ends', newest, [], 'end', null, null],
    ['a window', around, [4, 5, 6], 'none', range(4, 6), range(4, 6)],
    ['a window at the end', around, [4, 5, 6], 'end', range(4, Infinity), range(4, 6)],
    ['older ones', before, [6, 7], 'none', range(6, 9), range(6, 9)],
    ['the oldest ones', before, [6, 7], 'start', range(-Infinity, 9), range(-Infinity, 9)],
    ['nothing older', before, [], 'start', range(-Infinity, 9), range(-Infinity, 9)],
    ['nothing at all before', before, [], 'none', null, null],
    ['older ones of a whole history', before, [6, 7], 'both', range(-Infinity, 9), range(-Infinity, 9)],
    ['newer ones', after, [10, 11], 'none', range(9, 11), range(9, 11)],
    ['the rest', after, [10, 11], 'end', range(9, Infinity), range(9, 11)],
    ['nothing newer', after, [], 'end', range(9, Infinity), range(9, 9)],
    ['newer ones of a whole history', after, [10, 11], 'both', range(9, Infinity), range(9, 11)],
  ];
  it.each(table)('%s', (_name, position, ids, reached, span, proven) => {
    expect(spanOf(page(ids, reached), position)).toEqual(span);
    expect(rangeOf(page(ids, reached), position, false)).toEqual(proven);
    expect(rangeOf(page(ids, reached), position, true)).toEqual(span);
  });
});
