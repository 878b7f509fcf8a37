/** What is being typed that others may finish: `query` stands after the sign, between `from` and the caret. */
export interface Trigger {
  readonly name: 'mention' | 'template';
  /** Where the sign stands. */
  readonly from: number;
  /** The caret. */
  readonly to: number;
  readonly query: string;
}

const longestName = 40;

/** Finds an `@` or a leading `/` that is being typed at the caret. */
export function findTrigger(
  text: string,
  caret: number,
  offered: { readonly mentions: boolean; readonly templates: boolean },
): Trigger | null {
  const before = text.slice(0, caret);
  if (offered.templates && /^\/[^\n]*$/.test(before)) {
    return { name: 'template', from: 0, to: caret, query: before.slice(1) };
  }
  if (!offered.mentions) return null;
  const from = before.lastIndexOf('@');
  if (from === -1) return null;
  const query = before.slice(from + 1);
  // An address is no mention, and neither is what was begun and left behind.
  const beginsWord = from === 0 || !/[\p{L}\p{N}_.+-]/u.test(before.charAt(from - 1));
  if (!beginsWord || query.length > longestName || /^\s|\n|\s{2}/.test(query)) return null;
  return { name: 'mention', from, to: caret, query };
}
