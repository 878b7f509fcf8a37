import { userId, type User } from '@chat/core';
import { describe, expect, it } from 'vitest';
import { mentionedIn, mentionParts, mentionText } from './mentions';

const person = (id: string, name: string, more: Partial<User> = {}): User => ({
  id: userId(id),
  name,
  handle: null,
  avatarUrl: null,
  ...more,
});

const bruno = person('bruno', 'Bruno Keller', { mention: '@Bruno Keller' });
const nour = person('nour', 'Nour', { mention: '@Nour,' });
const ana = person('ana', 'Ana María López', { handle: '@ana' });
const unreachable = person('x', 'Bot', { mention: null });
const everybody = [bruno, nour, ana, unreachable];

describe('what is written', () => {
  it.each([
    [bruno, '@Bruno Keller'],
    [ana, '@Ana María López'],
    [unreachable, null],
  ])('to mention %o', (user, text) => {
    expect(mentionText(user)).toBe(text);
  });

  it.each([
    ['@Bruno Keller, look', ['bruno']],
    ['(@Bruno Keller) and @Nour, both', ['bruno', 'nour']],
    ['@Bruno Kellermann', []],
    ['a@Bruno Keller', []],
    ['Bruno Keller', []],
    ['@Ana María López', ['ana']],
  ])('names in %j %j', (text, ids) => {
    expect(mentionedIn(text, everybody)).toEqual(ids);
  });
});

describe('what is shown', () => {
  const shown = (text: string, people = everybody) =>
    mentionParts(text, people).map((part) => (part.kind === 'plain' ? part.text : [part.userId, part.text]));

  it.each([
    ['nothing here', ['nothing here']],
    ['@Bruno Keller please', [['bruno', '@Bruno Keller'], ' please']],
    ['Hi @bruno, and @NOUR!', ['Hi ', ['bruno', '@bruno'], ', and ', ['nour', '@NOUR'], '!']],
    ['write to a@bruno.test', ['write to a@bruno.test']],
    ['@ana @María @Brunos', [['ana', '@ana'], ' ', ['ana', '@María'], ' @Brunos']],
    ['@', ['@']],
    ['', []],
  ])('of %j', (text, parts) => {
    expect(shown(text)).toEqual(parts);
  });

  it('is nobody whom the backend did not name', () => {
    expect(shown('@Bruno Keller', [ana])).toEqual(['@Bruno Keller']);
  });
});
