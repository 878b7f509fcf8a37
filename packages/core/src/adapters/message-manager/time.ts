import { parseTime } from '../../transport/parse-time';

/** A moment as the server wrote it. */
export interface Moment {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Epoch microseconds: two messages of one millisecond keep their order. */
  readonly micros: number;
}

/** Reads any ISO form; null when it is none. */
export function parseMoment(text: string): Moment | null {
  const at = parseTime(text);
  if (at === null) return null;
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  return { at, micros: at * 1000 + Number(fraction.padEnd(6, '0').slice(3, 6)) };
}
