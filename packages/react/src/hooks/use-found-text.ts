import { findWords } from '@chat/core';
import { useMemo } from 'react';
import { snippetParts, type SnippetPart } from '../lib/snippet';

/** The stretch of a text in which the words of a question stand, with those words marked. */
export function useFoundText(text: string, question: string): readonly SnippetPart[] {
  return useMemo(() => snippetParts(text, findWords(text, question)), [text, question]);
}
