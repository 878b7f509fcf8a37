import { describe, expect, it } from 'vitest';
import { checkFiles, shownCount, textLength } from './check-files';

const free = { attachmentCount: null, attachmentBytes: null, attachmentExtensions: null };
const file = (name: string, size: number) => new File(['x'.repeat(size)], name);

describe('files before upload', () => {
  it('are all taken where no limit is known, the same one twice too', () => {
    const twice = file('a.png', 3);
    expect(checkFiles([twice, twice], 0, free)).toEqual({ accepted: [twice, twice], problems: [] });
  });

  it('are refused with the reason that applies to each', () => {
    const limits = { attachmentCount: 2, attachmentBytes: 5, attachmentExtensions: ['.png', '.pdf'] };
    const checked = checkFiles(
      [file('empty.png', 0), file('big.PNG', 6), file('tool.exe', 1), file('none', 1), file('a.PDF', 5)],
      0,
      limits,
    );
    expect(checked.accepted.map(({ name }) => name)).toEqual(['a.PDF']);
    expect(checked.problems).toEqual([
      { kind: 'empty', name: 'empty.png' },
      { kind: 'too-large', name: 'big.PNG' },
      { kind: 'wrong-type', name: 'tool.exe' },
      { kind: 'wrong-type', name: 'none' },
    ]);
  });

  it('count those chosen before', () => {
    const checked = checkFiles([file('a', 1), file('b', 1)], 1, { ...free, attachmentCount: 2 });
    expect(checked.accepted.map(({ name }) => name)).toEqual(['a']);
    expect(checked.problems).toEqual([{ kind: 'too-many', name: 'b' }]);
  });
});

describe('the character count', () => {
  it('counts code points after trimming', () => {
    expect(textLength('  👍🏽é ')).toBe(3);
  });

  it('is told only near the end', () => {
    expect(shownCount('a'.repeat(80), 100)).toBeNull();
    expect(shownCount('a'.repeat(95), 100)).toBe(5);
    expect(shownCount('a'.repeat(103), 100)).toBe(-3);
    expect(shownCount('👍'.repeat(50), 100)).toBeNull();
    expect(shownCount('a'.repeat(1000), null)).toBeNull();
  });
});
