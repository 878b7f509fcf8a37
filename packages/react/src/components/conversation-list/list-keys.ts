/** Where the arrows lead in a list of `count` rows; null for keys that do not move. */
export function nextIndex(key: string, current: number, count: number, pageSize: number): number | null {
  if (count === 0) return null;
  const clamp = (index: number) => Math.max(0, Math.min(count - 1, index));
  switch (key) {
    case 'ArrowDown':
      return clamp(current + 1);
    case 'ArrowUp':
      return clamp(current < 0 ? count - 1 : current - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'PageDown':
      return clamp(current + pageSize);
    case 'PageUp':
      return clamp(current - pageSize);
    default:
      return null;
  }
}

export interface TypeAhead {
  readonly text: string;
  readonly at: number;
}

const pauseMs = 800;

/** Adds a typed letter to what was typed just before; a repeated single letter walks through its matches. */
export function typed(before: TypeAhead | null, letter: string, at: number): TypeAhead {
  const continues = before !== null && at - before.at < pauseMs;
  return { text: (continues ? before.text : '') + letter.toLowerCase(), at };
}

/** The next row whose title begins with what was typed, looking onward from the current one and around the end. */
export function findTyped(
  text: string,
  current: number,
  count: number,
  titleAt: (index: number) => string,
): number | null {
  const [first = ''] = text;
  const repeated = text.length > 1 && [...text].every((letter) => letter === first);
  const start = repeated || text.length === 1 ? current + 1 : Math.max(0, current);
  for (let step = 0; step < count; step += 1) {
    const index = (start + step + count) % count;
    if (
      titleAt(index)
        .toLowerCase()
        .startsWith(repeated ? first : text)
    )
      return index;
  }
  return null;
}
