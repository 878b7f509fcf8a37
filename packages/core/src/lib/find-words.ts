/** A stretch of a text, in UTF-16 units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

const ascii = /^[\x20-\x7e\s]*$/;

/** Lower case, without accents and other marks: what people do not type when they search. */
function foldText(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  // The sigma that ends a word is the same letter.
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ς', 'σ');
}

/** The words of a question, folded; the order does not matter and none counts twice. */
export function wordsOf(question: string): readonly string[] {
  return [...new Set(foldText(question).split(/\s+/))].filter((word) => word !== '');
}

/** Whether every word occurs in the text; words come from `wordsOf`. */
export function hasWords(text: string, words: readonly string[]): boolean {
  const folded = foldText(text);
  return words.every((word) => folded.includes(word));
}

/** Where the words of a question occur in a text, in any case and with or without accents; sorted, none overlapping. */
export function findWords(text: string, question: string): readonly TextRange[] {
  const words = wordsOf(question);
  const { folded, origins } = foldedWithOrigins(text);
  const found: TextRange[] = [];
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      const last = origins[at + word.length - 1];
      found.push({ start: origins[at]?.start ?? 0, end: last?.end ?? text.length });
    }
  }
  return joined(found);
}

/** Each unit of the folded text with the stretch of the original it came from, marks included. */
function foldedWithOrigins(text: string): {
  readonly folded: string;
  readonly origins: readonly TextRange[];
} {
  let folded = '';
  const origins: TextRange[] = [];
  let at = 0;
  for (const character of text) {
    const part = foldText(character);
    const range = { start: at, end: at + character.length };
    at = range.end;
    const before = origins[origins.length - 1];
    // A mark of its own belongs to the letter before it.
    if (part === '' && before !== undefined) origins[origins.length - 1] = { ...before, end: range.end };
    for (let unit = 0; unit < part.length; unit += 1) origins.push(range);
    folded += part;
  }
  return { folded, origins };
}

function joined(ranges: readonly TextRange[]): readonly TextRange[] {
  const sorted = [...ranges].sort((left, right) => left.start - right.start || left.end - right.end);
  const result: TextRange[] = [];
  for (const range of sorted) {
    const last = result[result.length - 1];
    if (last !== undefined && range.start <= last.end) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else result.push(range);
  }
  return result;
}
