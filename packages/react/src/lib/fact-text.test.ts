import { expect, it } from 'vitest';
import { defaultLabels, mergeLabels } from '../labels';
import { factText } from './fact-text';

it.each([
  [{ type: 'room', label: '107' }, 'Room 107'],
  [{ type: 'stay', label: '15', id: '15' }, 'Stay 15'],
  [{ type: 'status', label: 'relay' }, 'With staff'],
  [{ type: 'status', label: 'active' }, 'With assistant'],
  [{ type: 'status', label: 'brand-new' }, 'brand-new'],
  [{ type: 'department', label: 'Front Desk' }, 'Front Desk'],
  [{ type: 'constructor', label: 'as told' }, 'as told'],
])('words %j as %j', (fact, words) => {
  expect(factText(fact, defaultLabels.facts)).toBe(words);
});

it('takes the words of the host, for kinds of its own too', () => {
  const { facts } = mergeLabels({
    facts: { room: (room) => `Zimmer ${room}`, branch: (name) => `Filiale ${name}` },
  });
  expect(factText({ type: 'room', label: '107' }, facts)).toBe('Zimmer 107');
  expect(factText({ type: 'branch', label: 'Mitte' }, facts)).toBe('Filiale Mitte');
  expect(factText({ type: 'stay', label: '15' }, facts)).toBe('Stay 15');
});
