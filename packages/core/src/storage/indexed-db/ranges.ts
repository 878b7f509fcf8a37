import type { KnownRange } from '../../model/known-range';

/** What may still be claimed when only messages from `order` on are kept; `Infinity` keeps nothing. */
export function rangesFrom(ranges: readonly KnownRange[], order: number): readonly KnownRange[] {
  if (order === Infinity) return [];
  return ranges
    .filter((range) => range.to >= order)
    .map((range) => (range.from >= order ? range : { from: order, to: range.to }));
}
