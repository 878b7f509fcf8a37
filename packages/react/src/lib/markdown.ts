import { inlineMarks, type Inline } from './markdown-inline';

/** A part of a message that stands on lines of its own. */
export type Block =
  | { readonly kind: 'text'; readonly content: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly (readonly Inline[])[] };

const fence = /^ {0,3}```[\w+#.-]*\s*$/;
const closing = /^ {0,3}```\s*$/;
const quoted = /^ {0,3}> ?/;
const bullet = /^\s{0,6}[-*•]\s+(?=\S)/;
const numbered = /^\s{0,6}(\d{1,9})[.)]\s+(?=\S)/;
const mostQuotes = 3;

/** Reads the few marks people write in messages. What is not closed, or nested too deep, stays as it was written. */
export function markdownBlocks(text: string, quotes = 0): readonly Block[] {
  const lines = text.split('\n');
  const lastFence = lines.findLastIndex((line) => closing.test(line));
  const blocks: Block[] = [];
  let words: string[] = [];
  let at = 0;
  const endWords = () => {
    const content = words.join('\n').replace(/^\n+|\n+$/g, '');
    if (content.trim() !== '') blocks.push({ kind: 'text', content: inlineMarks(content) });
    words = [];
  };
  /** The lines from here on that begin so, without it. */
  const takeWhile = (mark: RegExp): readonly string[] => {
    const taken: string[] = [];
    for (let line = lines[at]; line !== undefined && mark.test(line); line = lines[at]) {
      taken.push(line.replace(mark, ''));
      at += 1;
    }
    return taken;
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const list = bullet.test(line) ? bullet : numbered.test(line) ? numbered : null;
    // Once none follows, none follows later either.
    const end =
      fence.test(line) && at < lastFence
        ? lines.findIndex((other, index) => index > at && closing.test(other))
        : -1;
    if (end !== -1) {
      endWords();
      blocks.push({ kind: 'code', text: lines.slice(at + 1, end).join('\n') });
      at = end + 1;
    } else if (quoted.test(line) && quotes < mostQuotes) {
      endWords();
      blocks.push({ kind: 'quote', blocks: markdownBlocks(takeWhile(quoted).join('\n'), quotes + 1) });
    } else if (list !== null) {
      endWords();
      const start = list === numbered ? Number(numbered.exec(line)?.[1]) : null;
      blocks.push({ kind: 'list', start, items: takeWhile(list).map(inlineMarks) });
    } else {
      words.push(line);
      at += 1;
    }
  }
  endWords();
  return blocks;
}
