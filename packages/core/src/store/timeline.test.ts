import { describe, expect, it } from 'vitest';
import { localId, messageId } from '../model/ids';
import type { KnownRange } from '../model/known-range';
import { fakeMessage } from '../testing/fixtures';
import {
  emptyTimeline,
  findMessage,
  hasGapBetween,
  isKnownFromStart,
  mergeRanges,
  withLiveInterrupted,
  withMessages,
  withOnly,
  withoutUnlisted,
  withRange,
  withTold,
} from './timeline';
import type { Timeline } from './timeline';

const messages = (...ids: readonly number[]) => ids.map((id) => fakeMessage(id));
const range = (from: number, to: number): KnownRange => ({ from, to });
const timelineOf = (ids: readonly number[], ...ranges: readonly KnownRange[]): Timeline =>
  ranges.reduce(withRange, withMessages(emptyTimeline(), messages(...ids)));
const idsOf = (timeline: Timeline) => [...timeline.messages].map((message) => Number(message.id));

describe('known ranges', () => {
  const table: readonly [string, readonly KnownRange[], readonly KnownRange[]][] = [
    ['apart', [range(1, 2), range(4, 5)], [range(1, 2), range(4, 5)]],
    ['touching', [range(1, 3), range(3, 5)], [range(1, 5)]],
    ['overlapping, in any order', [range(4, 9), range(1, 5)], [range(1, 9)]],
    ['one inside the other', [range(1, 9), range(3, 4)], [range(1, 9)]],
    ['reaching both ends', [range(-Infinity, 2), range(2, Infinity)], [range(-Infinity, Infinity)]],
    ['a page that joins two', [range(1, 2), range(8, 9), range(2, 8)], [range(1, 9)]],
  ];
  it.each(table)('merges %s', (_name, given, merged) => {
    expect(mergeRanges(given)).toEqual(merged);
  });

  it('sees a gap only where two neighbours share no range', () => {
    const [one, two] = messages(1, 2);
    if (one === undefined || two === undefined) throw new Error('fixtures are missing');
    expect(hasGapBetween([range(1, 2)], one, two)).toBe(false);
    expect(hasGapBetween([range(0, 1), range(2, 3)], one, two)).toBe(true);
  });

  it('closes its open end at the newest message that was told when live breaks', () => {
    const told = withTold(timelineOf([1, 2, 3], range(1, Infinity)), messages(3)[0]!);
    expect(withLiveInterrupted(told).ranges).toEqual([range(1, 3)]);
    expect(withLiveInterrupted(timelineOf([1], range(1, 1))).ranges).toEqual([range(1, 1)]);
  });

  it('leaves a hole before an own message that was only answered when live breaks', () => {
    const told = withTold(timelineOf([1], range(1, Infinity)), messages(1)[0]!);
    expect(withLiveInterrupted(withMessages(told, messages(3))).ranges).toEqual([range(1, 1)]);
  });

  it('knows no beginning where all that was known from it on is gone', () => {
    const empty = withLiveInterrupted(withRange(emptyTimeline(), range(-Infinity, Infinity)));
    expect(empty.ranges).toEqual([]);
    const ranges = [range(-Infinity, 1), range(5, Infinity)];
    expect(messages(1, 5).map((message) => isKnownFromStart(ranges, message))).toEqual([true, false]);
  });
});

describe('a page that lists everything of its stretch', () => {
  const known = (timeline: Timeline) => new Set([...timeline.messages].map((message) => message.id));
  it('takes away what it does not list', () => {
    const timeline = timelineOf([1, 2, 3, 4, 5]);
    const asked = known(timelineOf([2, 3, 4]));
    expect(idsOf(withoutUnlisted(timeline, messages(2, 4), asked))).toEqual([1, 2, 4, 5]);
  });
  it('leaves what came while it was asked for', () => {
    const before = timelineOf([1, 3]);
    const timeline = withMessages(before, messages(2));
    expect(idsOf(withoutUnlisted(timeline, messages(1, 3), known(before)))).toEqual([1, 2, 3]);
  });
  it('takes nothing away where nothing was known', () => {
    const timeline = timelineOf([1, 2]);
    expect(withoutUnlisted(timeline, [], new Set())).toBe(timeline);
  });
  it('may be proven wrong by a later one', () => {
    const gone = withoutUnlisted(timelineOf([1, 2]), messages(1), known(timelineOf([2])));
    expect(idsOf(withMessages(gone, messages(2)))).toEqual([1, 2]);
  });
});

describe('letting go of what is far', () => {
  const own = (id: number) => ({ ...messages(id)[0]!, localId: localId(`local-${String(id)}`) });

  it('keeps the windows, and what is known without holes only of them', () => {
    const timeline = timelineOf([1, 2, 3, 4, 5, 6], range(-Infinity, 2), range(3, Infinity));
    const kept = withOnly(timeline, [range(2, 2), range(5, Infinity)], false);
    expect(idsOf(kept)).toEqual([2, 5, 6]);
    expect(kept.ranges).toEqual([range(2, 2), range(5, Infinity)]);
    expect(kept.stored).toEqual([range(-Infinity, 2), range(3, Infinity)]);
    expect(findMessage(kept, messageId('1'))).toBeUndefined();
    expect(findMessage(kept, messageId('6'))?.order).toBe(6);
  });

  it('changes nothing where all of it stays', () => {
    const timeline = timelineOf([1, 2], range(1, 2));
    expect(withOnly(timeline, [range(-Infinity, Infinity)], false)).toBe(timeline);
  });

  it('does not touch what an earlier state still shows', () => {
    const timeline = timelineOf([1, 2, 3]);
    withOnly(timeline, [range(3, 3)], false);
    expect(findMessage(timeline, messageId('1'))?.order).toBe(1);
  });

  it('remembers which messages own sends became while a command waits', () => {
    const timeline = withMessages(emptyTimeline(), [own(1), own(2)]);
    expect([...withOnly(timeline, [range(2, 2)], true).sent.values()]).toEqual(['1', '2']);
    expect([...withOnly(timeline, [range(2, 2)], false).sent.values()]).toEqual(['2']);
  });
});
