import type { ContextFact } from '@chat/core';
import type { Labels } from '../labels';

/** A business fact in words; one whose kind has none is shown as it is told. */
export function factText({ type, label }: ContextFact, labels: Labels['facts']): string {
  const word = Object.hasOwn(labels, type) ? labels[type] : undefined;
  return word === undefined ? label : word(label);
}
