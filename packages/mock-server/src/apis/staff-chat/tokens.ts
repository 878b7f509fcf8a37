import type { Person } from '../../world/types';
import type { World } from '../../world/world';

/** One opaque token per person, the same at every sign-in; it never runs out. */
export interface StaffTokens {
  of(person: Person): Promise<string>;
  /** One that stands for nobody. */
  stale(): string;
  /** The id of the person, or undefined if the token is not good. */
  verify(token: string): Promise<number | undefined>;
  /** Refuses what was given out so far, until `accept`; a new sign-in gets another. */
  expire(): void;
  accept(): void;
}

const randomToken = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

export function createStaffTokens(world: World): StaffTokens {
  let givenSinceExpiry: Set<string> | undefined;
  return {
    async of({ id }) {
      const known = await world.staff.tokenOf(id);
      if (known !== undefined && givenSinceExpiry?.has(known) !== false) return known;
      const token = randomToken();
      await world.staff.setToken(id, token);
      givenSinceExpiry?.add(token);
      return token;
    },
    stale: randomToken,
    async verify(token) {
      if (givenSinceExpiry?.has(token) === false) return undefined;
      return world.staff.personOfToken(token);
    },
    expire() {
      givenSinceExpiry = new Set();
    },
    accept() {
      givenSinceExpiry = undefined;
    },
  };
}
