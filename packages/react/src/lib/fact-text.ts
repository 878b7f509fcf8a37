import type { ContextFact } from '@chat/core';

/** A business fact in words, by its kind; one whose kind has none is shown as it is told. */
export function factText(
  { type, label }: ContextFact,
  words: Readonly<Record<string, (label: string) => string>>,
): string {
  const word = Object.hasOwn(words, type) ? words[type] : undefined;
  return word === undefined ? label : word(label);
}
