/** Chance that comes out the same for the same seed. */
export interface Chance {
  /** 0 up to, not including, 1. */
  share(): number;
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number;
  /** A whole number, ends included. */
  between(lowest: number, highest: number): number;
  happens(probability: number): boolean;
}

/** Mulberry32: small, quick, and good enough to shake a protocol. */
export function createChance(seed: number): Chance {
  let state = seed | 0;
  const share = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(share() * limit);
  return {
    share,
    below,
    between: (lowest, highest) => lowest + below(highest - lowest + 1),
    happens: (probability) => share() < probability,
  };
}
