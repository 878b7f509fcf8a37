import { textParts } from './text-parts';

/** A part of a line. The words of `text` may still hold links and mentions. */
export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'bold' | 'italic'; readonly content: readonly Inline[] };

interface Open {
  /** Empty for the whole. */
  readonly mark: string;
  readonly content: Inline[];
}

/** Reads `**bold**`, `*italic*`, `_italic_` and code in backticks; marks inside of code and links are none. */
export function inlineMarks(text: string): readonly Inline[] {
  const whole: Open = { mark: '', content: [] };
  const open: Open[] = [whole];
  const top = () => open[open.length - 1] ?? whole;
  const isOpen = (mark: string) => open.some((each) => each.mark === mark);
  const say = (words: string) => addText(top().content, words);
  /** Ends the innermost: as what it marks, or as the words it was written with. */
  const end = (closed: boolean) => {
    const ended = open.pop();
    if (ended === undefined) return;
    const { content } = top();
    if (closed) content.push({ kind: ended.mark.length === 2 ? 'bold' : 'italic', content: ended.content });
    else {
      addText(content, ended.mark);
      for (const each of ended.content) {
        if (each.kind === 'text') addText(content, each.text);
        else content.push(each);
      }
    }
  };
  const close = (mark: string) => {
    while (top().mark !== mark) end(false);
    end(true);
  };

  for (const { kind, text: piece, before, after } of pieces(text)) {
    if (kind === 'code') top().content.push({ kind, text: piece });
    else if (kind === 'words' || piece.length > 3) say(piece);
    else {
      const sign = piece.charAt(0);
      const marks = piece.length === 3 ? [sign.repeat(2), sign] : [piece];
      const closes = /\S/.test(before) && !isWord(after) && marks.every(isOpen);
      const opens = /\S/.test(after) && !isWord(before) && !marks.some(isOpen);
      if (closes) [...marks].reverse().forEach(close);
      else if (opens) marks.forEach((mark) => open.push({ mark, content: [] }));
      else say(piece);
    }
  }
  while (open.length > 1) end(false);
  return whole.content;
}

interface Piece {
  readonly kind: 'words' | 'code' | 'mark';
  readonly text: string;
  readonly before: string;
  readonly after: string;
}

const mark = /\*+|_+/g;

/** Cuts a text at its code and its marks. */
function pieces(text: string): readonly Piece[] {
  const found: Piece[] = [];
  const add = (kind: Piece['kind'], from: number, to: number, words = text.slice(from, to)) => {
    if (to > from) found.push({ kind, text: words, before: text.charAt(from - 1), after: text.charAt(to) });
  };
  let from = 0;
  const addMarked = (to: number) => {
    for (const part of textParts(text.slice(from, to))) {
      // What closes behind a link belongs to the words around it.
      const length = part.kind === 'link' ? part.text.replace(/[*_]+$/, '').length : 0;
      const end = from + part.text.length;
      add('words', from, from + length);
      from += length;
      const offset = from;
      for (const { 0: signs, index } of text.slice(offset, end).matchAll(mark)) {
        add('words', from, offset + index);
        from = offset + index + signs.length;
        add('mark', offset + index, from);
      }
      add('words', from, end);
      from = end;
    }
  };
  for (const code of text.matchAll(/`([^`\n]+)`/g)) {
    addMarked(code.index);
    add('code', code.index, code.index + code[0].length, code[1]);
    from = code.index + code[0].length;
  }
  addMarked(text.length);
  return found;
}

function addText(content: Inline[], text: string): void {
  const last = content[content.length - 1];
  if (last?.kind === 'text') content[content.length - 1] = { kind: 'text', text: last.text + text };
  else if (text !== '') content.push({ kind: 'text', text });
}

function isWord(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
