import { expect, it } from 'vitest';
import { conversationId } from '../model/ids';
import { fakeCapabilities, fakeLimits } from '../testing/fake-adapter';
import { initialState } from './initial-state';
import { selectTimeline } from './select-timeline';

it('gives each empty conversation its own view, the same one every time', () => {
  const state = initialState(fakeCapabilities(), fakeLimits());
  const [first, second] = [conversationId('one'), conversationId('two')];
  const [one, two] = [selectTimeline(state, first), selectTimeline(state, second)];
  expect(selectTimeline(state, first)).toBe(one);
  expect(selectTimeline(state, second)).toBe(two);
});
