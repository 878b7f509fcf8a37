import type { UserId } from '../../model/ids';

/** Who may come in: one good token per person at a time. */
export interface Tokens {
  /** The good one, made anew where the last was revoked. */
  issue(person: UserId): string;
  accepts(token: string | null): boolean;
  revoke(token: string | null): void;
  revokeOf(person: UserId): void;
}

export function createTokens(): Tokens {
  const good = new Map<UserId, string>();
  let made = 0;
  return {
    issue(person) {
      const known = good.get(person);
      if (known !== undefined) return known;
      made += 1;
      const token = `${person} ${String(made)}`;
      good.set(person, token);
      return token;
    },
    accepts: (token) => [...good.values()].some((one) => one === token),
    revoke(token) {
      for (const [person, one] of good) if (one === token) good.delete(person);
    },
    revokeOf: (person) => void good.delete(person),
  };
}
