import type { TextRange } from '@chat/core';

/** A piece of a text; `found` pieces are what was searched for. */
export interface SnippetPart {
  readonly text: string;
  readonly found: boolean;
}

const before = 32;
const most = 180;

/** The stretch of a text around the first thing found in it, on one line, cut at words where it has to be cut. */
export function snippetParts(text: string, ranges: readonly TextRange[]): readonly SnippetPart[] {
  const first = ranges[0]?.start ?? 0;
  const from = first <= before ? 0 : wordAfter(text, first - before, first);
  const to = wholeCharacters(text, Math.min(text.length, from + most));
  const parts: SnippetPart[] = [];
  const add = (start: number, end: number, found: boolean) => {
    if (end > start) parts.push({ text: text.slice(start, end).replace(/\s/g, ' '), found });
  };
  let at = from;
  for (const { start, end } of ranges) {
    if (start >= to) break;
    add(at, start, false);
    add(start, Math.min(end, to), true);
    at = Math.min(end, to);
  }
  add(at, to, false);
  const [cutBefore, cutAfter] = [from > 0, to < text.length];
  return [
    ...(cutBefore ? [{ text: '…', found: false }] : []),
    ...parts,
    ...(cutAfter ? [{ text: '…', found: false }] : []),
  ];
}

/** Where the next word begins, but not beyond `limit`. */
function wordAfter(text: string, from: number, limit: number): number {
  for (let at = from; at < limit; at += 1) if (/\s/.test(text[at - 1] ?? ' ')) return at;
  return wholeCharacters(text, from);
}

/** The place, or the one before it where it is between the halves of a character. */
function wholeCharacters(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
