import { describe, expect, it } from 'vitest';
import { findWords, hasWords, wordsOf } from './find-words';

const marked = (text: string, question: string) =>
  [...findWords(text, question)]
    .reverse()
    .reduce(
      (shown, { start, end }) => `${shown.slice(0, start)}[${shown.slice(start, end)}]${shown.slice(end)}`,
      text,
    );

describe('finding words', () => {
  it.each([
    ['Room 214 is ready', 'room READY', '[Room] 214 is [ready]'],
    ['Le café est fermé', 'cafe ferme', 'Le [café] est [fermé]'],
    ['Le cafe\u0301 est la', 'café', 'Le [cafe\u0301] est la'],
    ['İstanbul', 'istanbul', '[İstanbul]'],
    ['Ärger und ärger', 'arger', '[Ärger] und [ärger]'],
    ['aaa', 'aa', '[aa]a'],
    ['late check-out', 'check late', '[late] [check]-out'],
    ['okoko', 'oko ko', '[okoko]'],
    ['👩‍👩‍👧 family', 'fam', '👩‍👩‍👧 [fam]ily'],
    ['明日の会議', '会議', '明日の[会議]'],
    ['اَلرِّسَالَة', 'الرسالة', '[اَلرِّسَالَة]'],
    ['ΟΔΟΣ και οδός', 'οδοσ', '[ΟΔΟΣ] και [οδός]'],
    ['<b>bold</b>', '<b>', '[<b>]bold</b>'],
    ['nothing here', 'x', 'nothing here'],
    ['nothing asked', '   ', 'nothing asked'],
  ])('in «%s» for «%s»', (text, question, expected) => {
    expect(marked(text, question)).toBe(expected);
    const words = wordsOf(question);
    expect(hasWords(text, words)).toBe(words.length === 0 || expected.includes('['));
  });

  it('wants every word, wherever it stands', () => {
    expect(hasWords('the late check-out', wordsOf('out late'))).toBe(true);
    expect(hasWords('the late check-in', wordsOf('out late'))).toBe(false);
  });
});
