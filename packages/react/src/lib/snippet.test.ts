import { describe, expect, it } from 'vitest';
import { snippetParts } from './snippet';

const shown = (text: string, ...words: readonly string[]) => {
  const ranges = words
    .filter((word) => text.includes(word))
    .map((word) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length }))
    .sort((left, right) => left.start - right.start);
  return snippetParts(text, ranges)
    .map((part) => (part.found ? `[${part.text}]` : part.text))
    .join('');
};
const long = Array.from({ length: 80 }, (_, index) => `word${index}`).join(' ');

describe('snippets', () => {
  it('show short texts whole, on one line', () => {
    expect(shown('Room 214\nis ready', '214', 'ready')).toBe('Room [214] is [ready]');
    expect(shown('Nothing found')).toBe('Nothing found');
    expect(shown('', 'x')).toBe('');
  });

  it('begin shortly before the first thing found, at a word, and end in time', () => {
    const text = shown(long, 'word40');
    expect(text).toMatch(/^…word36 word37 word38 word39 \[word40\] word41 /);
    expect(text).toMatch(/…$/);
    expect(text.length).toBeLessThan(190);
  });

  it('mark what is found within them only', () => {
    expect(shown(long, 'word40', 'word79')).not.toContain('word79');
    const end = snippetParts('x'.repeat(400), [{ start: 100, end: 390 }]);
    expect(end.map(({ text, found }) => [text.length, found])).toEqual([
      [1, false],
      [32, false],
      [148, true],
      [1, false],
    ]);
  });

  it('never part a character', () => {
    const half = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
    for (const [text, start] of [
      [`${'😀'.repeat(40)}here${'😀'.repeat(200)}`, 80],
      [`a${'😀'.repeat(40)}here${'😀'.repeat(200)}`, 81],
    ] as const) {
      const parts = snippetParts(text, [{ start, end: start + 4 }]);
      expect(parts.filter((part) => half.test(part.text))).toEqual([]);
    }
  });
});
