import { describe, expect, it } from 'vitest';
import { markdownBlocks, type Block } from './markdown';
import type { Inline } from './markdown-inline';

/** A shorthand that shows the tree. */
const inline = (content: readonly Inline[]): string =>
  content
    .map((each) => {
      if ('content' in each) return `<${each.kind} ${inline(each.content)}>`;
      return each.kind === 'code' ? `<code ${each.text}>` : each.text;
    })
    .join('');
const tree = (blocks: readonly Block[]): string =>
  blocks
    .map((block) => {
      switch (block.kind) {
        case 'text':
          return inline(block.content);
        case 'code':
          return `<pre ${block.text}>`;
        case 'quote':
          return `<quote ${tree(block.blocks)}>`;
        case 'list':
          return `<list ${block.start ?? '-'} ${block.items.map(inline).join(' | ')}>`;
      }
    })
    .join(' / ');
const read = (text: string) => tree(markdownBlocks(text));

describe('markdown', () => {
  it.each([
    ['plain words', 'plain words'],
    ['**bold** and *italic* and _italic_', '<bold bold> and <italic italic> and <italic italic>'],
    ['__bold__', '<bold bold>'],
    ['***both***', '<bold <italic both>>'],
    ['**a *b* c**', '<bold a <italic b> c>'],
    ['run `npm *i*` **now**', 'run <code npm *i*> <bold now>'],
    ['**see `x` there**', '<bold see <code x> there>'],
    ['```\n**raw**\n  in\n```', '<pre **raw**\n  in>'],
    ['```ts\nlet a\n```\nafter', '<pre let a> / after'],
    ['> said **he**\n> twice\nme', '<quote said <bold he>\ntwice> / me'],
    ['> > deep', '<quote <quote deep>>'],
    ['- one\n- *two*\n* three', '<list - one | <italic two> | three>'],
    ['3. c\n4. d', '<list 3 c | d>'],
    ['> - in\n> - quote', '<quote <list - in | quote>>'],
    ['words\n- list\nwords', 'words / <list - list> / words'],
    ['a\n\nb', 'a\n\nb'],
    ['**مرحبا** بك', '<bold مرحبا> بك'],
    ['*@Ana Petrović* look', '<italic @Ana Petrović> look'],
  ])('reads %j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    '**never closed',
    '*a **b',
    '_x',
    '`code',
    '2 * 3 * 4',
    '2*3*4',
    'snake_case_name',
    '** no **',
    '****',
    '****x****',
    '-dash',
    '1.5 metres',
    '```\nnever closed',
    '<b>html</b> <img src=x onerror=alert(1)>',
    '[words](javascript:alert(1))',
    'https://a.example/_x_/*y*/__z__',
  ])('leaves %j as it is', (text) => {
    expect(read(text)).toBe(text);
  });

  it.each([
    ['**https://a.example/x_y**', '<bold https://a.example/x_y>'],
    ['*a https://b.example/c_d_e f*', '<italic a https://b.example/c_d_e f>'],
    ['`https://a.example`', '<code https://a.example>'],
  ])('keeps the links of %j whole', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('closes only what is still open: what crosses is written out', () => {
    expect(read('**a _b** c_')).toBe('<bold a _b> c_');
  });

  it('does not follow quotes for ever', () => {
    expect(read('>'.repeat(2_000) + ' x')).toMatch(/^(<quote ){3}>{1997} x>>>$/);
  });

  it.each(['*', '_', '**', '*a ', '_a* ', '`', '```\n', '> ', '- ', '***a*** '])(
    'reads a very long run of %j without an end of its own',
    (mark) => {
      const blocks = markdownBlocks(mark.repeat(20_000));
      expect(depth(blocks)).toBeLessThan(10);
    },
  );
});

const depth = (parts: readonly (Block | Inline)[]): number =>
  parts.reduce((deepest, part) => {
    const inside = 'content' in part ? part.content : 'blocks' in part ? part.blocks : [];
    return Math.max(deepest, inside.length === 0 ? 1 : 1 + depth(inside));
  }, 0);
