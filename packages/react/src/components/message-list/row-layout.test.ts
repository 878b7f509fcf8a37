import { userId, type MessageView } from '@chat/core';
import { describe, expect, it } from 'vitest';
import { createFormats } from '../../lib/formats';
import { fixtureTimeline } from '../../testing/fixture-timeline';
import { rowLayout } from './row-layout';

const formats = createFormats('en', 'Europe/Berlin');
const nine = Date.UTC(2026, 2, 14, 8);
const minute = 60_000;
const groups = (rows: readonly Partial<MessageView>[], gaps: readonly number[] = []) => {
  const timeline = fixtureTimeline(rows, gaps);
  return rows.map((_, index) => {
    const { first, last } = rowLayout(timeline, index, null, formats);
    return `${first ? '[' : ''}${last ? ']' : ''}`;
  });
};

describe('groups', () => {
  it('join one person’s messages within five minutes', () => {
    expect(
      groups([{ createdAt: nine }, { createdAt: nine + minute }, { createdAt: nine + 7 * minute }]),
    ).toEqual(['[', ']', '[]']);
  });

  it('end with another person, a system line, a gap and a day', () => {
    expect(groups([{ createdAt: nine }, { createdAt: nine, authorId: userId('chloe') }])).toEqual([
      '[]',
      '[]',
    ]);
    expect(groups([{ createdAt: nine }, { createdAt: nine, kind: 'system' }])).toEqual(['[]', '[]']);
    expect(groups([{ createdAt: nine }, { createdAt: nine }], [1])).toEqual(['[]', '[]']);
    const midnight = Date.UTC(2026, 2, 14, 23);
    expect(groups([{ createdAt: midnight - minute }, { createdAt: midnight + minute }])).toEqual([
      '[]',
      '[]',
    ]);
  });
});

describe('separators', () => {
  it('name the day where it begins in the reader’s time zone', () => {
    const midnight = Date.UTC(2026, 2, 14, 23);
    const timeline = fixtureTimeline([{ createdAt: midnight - minute }, { createdAt: midnight + minute }]);
    expect(rowLayout(timeline, 0, null, formats).day).toBe(midnight - minute);
    expect(rowLayout(timeline, 1, null, formats).day).toBe(midnight + minute);
    expect(rowLayout(timeline, 1, null, createFormats('en', 'UTC')).day).toBeNull();
  });

  it('stand above the first unread message and end the group before it', () => {
    const timeline = fixtureTimeline([{ createdAt: nine }, { createdAt: nine }]);
    const unread = 'k1' as MessageView['key'];
    expect(rowLayout(timeline, 0, unread, formats)).toMatchObject({ last: true, unread: false });
    expect(rowLayout(timeline, 1, unread, formats)).toMatchObject({ first: true, unread: true });
  });
});
