import { expect, it } from 'vitest';
import { findTrigger } from './find-trigger';

const all = { mentions: true, templates: true };

/** The caret stands at the `|`. */
function at(text: string, offered = all) {
  const caret = text.indexOf('|');
  return findTrigger(text.replace('|', ''), caret, offered);
}

it.each([
  ['@|', { name: 'mention', from: 0, query: '' }],
  ['hello @Br|uno', { name: 'mention', from: 6, query: 'Br' }],
  ['hello @Bruno Ke|', { name: 'mention', from: 6, query: 'Bruno Ke' }],
  ['(@na|', { name: 'mention', from: 1, query: 'na' }],
  ['@a and @b|', { name: 'mention', from: 7, query: 'b' }],
  ['desk@hotel|', null],
  ['@ now|', null],
  ['@one\ntwo|', null],
  [`@${'x'.repeat(41)}|`, null],
  ['no sign|', null],
  ['/|', { name: 'template', from: 0, query: '' }],
  ['/late ch|eck', { name: 'template', from: 0, query: 'late ch' }],
  ['see /late|', null],
  ['/a\nb|', null],
])('%j begins %o', (text, trigger) => {
  const to = text.indexOf('|');
  expect(at(text)).toEqual(trigger === null ? null : { ...trigger, to });
});

it('finds only what is offered', () => {
  expect(at('@b|', { mentions: false, templates: true })).toBeNull();
  expect(at('/b|', { mentions: true, templates: false })).toBeNull();
});
