/** Both answers in the form in which they can be compared. */
export interface Comparable {
  actual: unknown;
  recorded: unknown;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTrimmed = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && value['_trimmed'] === true;

function particular(text: string): string {
  if (/^(<legacy:\w+>|[0-9a-f]{40}|legacy-of-\w+)$/.test(text)) return '<legacy>';
  if (/^[\w-]+:[0-9a-f]{64}$/.test(text)) return '<signature>';
  return text;
}

function list(actual: readonly unknown[], recorded: readonly unknown[]): Comparable {
  const gap = recorded.findIndex((item) => typeof item === 'string' && item.startsWith('…'));
  // The recording left out the middle of a long list, and said how much.
  const kept =
    gap < 0
      ? actual
      : [
          ...actual.slice(0, gap),
          `… ${actual.length - recorded.length + 1} more …`,
          ...actual.slice(actual.length - (recorded.length - gap - 1)),
        ];
  const pairs = recorded.map((item, index) => reduce(kept[index], item));
  const extra = kept.slice(recorded.length);
  return {
    actual: [...pairs.map((pair) => pair.actual), ...extra],
    recorded: pairs.map((pair) => pair.recorded),
  };
}

/** Takes from both what only one run can know: tokens, signatures, and what the recording cut away. */
export function reduce(actual: unknown, recorded: unknown): Comparable {
  if (typeof actual === 'string' && typeof recorded === 'string')
    return { actual: particular(actual), recorded: particular(recorded) };
  if (Array.isArray(actual) && Array.isArray(recorded)) return list(actual, recorded);
  if (!isRecord(actual) || !isRecord(recorded)) return { actual, recorded };
  const { _trimmed, ...rest } = recorded;
  const names = isTrimmed(recorded)
    ? Object.keys(rest)
    : [...new Set([...Object.keys(actual), ...Object.keys(rest)])];
  const pairs = names.map((name) => [name, reduce(actual[name], rest[name])] as const);
  return {
    actual: Object.fromEntries(pairs.map(([name, pair]) => [name, pair.actual])),
    recorded: Object.fromEntries(pairs.map(([name, pair]) => [name, pair.recorded])),
  };
}
