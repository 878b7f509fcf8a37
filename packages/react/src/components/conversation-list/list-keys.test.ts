import { describe, expect, it } from 'vitest';
import { findTyped, nextIndex, typed } from './list-keys';

describe('arrows', () => {
  it.each([
    ['ArrowDown', -1, 0],
    ['ArrowDown', 3, 4],
    ['ArrowDown', 9, 9],
    ['ArrowUp', -1, 9],
    ['ArrowUp', 0, 0],
    ['Home', 5, 0],
    ['End', 5, 9],
    ['PageDown', 2, 6],
    ['PageUp', 2, 0],
  ])('%s from %i goes to %i of 10', (key, from, to) => {
    expect(nextIndex(key, from, 10, 4)).toBe(to);
  });

  it('stay where they are in an empty list and leave other keys alone', () => {
    expect(nextIndex('ArrowDown', -1, 0, 4)).toBeNull();
    expect(nextIndex('Tab', 2, 10, 4)).toBeNull();
  });
});

describe('type-ahead', () => {
  const titles = ['Ana', 'Bilal', 'Anton', 'Álvaro', 'Bea'];
  const find = (text: string, from: number) =>
    findTyped(text, from, titles.length, (index) => titles[index]!);

  it('walks through the matches of one letter and around the end', () => {
    expect(find('b', -1)).toBe(1);
    expect(find('b', 1)).toBe(4);
    expect(find('bb', 4)).toBe(1);
  });

  it('stays on a row that still matches as more is typed', () => {
    expect(find('an', 0)).toBe(0);
    expect(find('ant', 0)).toBe(2);
    expect(find('x', 0)).toBeNull();
  });

  it('forgets after a pause', () => {
    const first = typed(null, 'A', 1000);
    expect(typed(first, 'n', 1500).text).toBe('an');
    expect(typed(first, 'n', 2500).text).toBe('n');
  });
});
