import { expect, it } from 'vitest';
import { wordMatcher } from './match-words';

it.each([
  ['', 'anything', true],
  ['zoe', 'Zoë Brandt', true],
  ['brandt zo', 'Zoë Brandt', true],
  ['randt', 'Zoë Brandt', false],
  ['late check', 'Late check-out until 14:00', true],
  ['out', 'Late check-out until 14:00', true],
  ['late early', 'Late check-out', false],
])('%j finds %j: %s', (question, candidate, found) => {
  expect(wordMatcher(question)(candidate)).toBe(found);
});
