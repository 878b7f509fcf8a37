import { expect, it } from 'vitest';
import { hueOf, initialsOf } from './initials';

it.each([
  ['Nora Lindqvist', 'NL'],
  ['  amir ', 'A'],
  ['Ana María de la Cruz', 'AC'],
  ['李 小龙', '李小'],
  ['🎉', '#'],
  ['', '#'],
])('stands for «%s» as %s', (name, letters) => {
  expect(initialsOf(name)).toBe(letters);
});

it('always gives the same colour to the same person', () => {
  expect(hueOf('7')).toBe(hueOf('7'));
  expect(hueOf('7')).not.toBe(hueOf('8'));
});
