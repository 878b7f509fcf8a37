import { SignJWT, jwtVerify } from 'jose';
import type { Person } from '../../world/types';
import type { World } from '../../world/world';

const settingName = 'connectify.token-secret';
const minute = 60;
const lifetimes = { access: 30 * minute, refresh: 24 * 60 * minute } as const;

export type TokenType = keyof typeof lifetimes;

const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

async function loadSecret(world: World): Promise<Uint8Array> {
  // Kept with the data: a restart must not sign everybody out.
  const stored = await world.settings.read(settingName);
  const secret = stored ?? toHex(crypto.getRandomValues(new Uint8Array(32)));
  if (stored === undefined) await world.settings.write(settingName, secret);
  return new TextEncoder().encode(secret);
}

export interface Tokens {
  issue(type: TokenType, person: Person, lifetimeSeconds?: number): Promise<string>;
  /** The id of the person a token stands for, or undefined if the token is not good. */
  verify(type: TokenType, token: string): Promise<number | undefined>;
  /** Refuses what was issued so far, until `accept`. */
  expire(types: readonly TokenType[]): void;
  accept(): void;
}

export async function createTokens(world: World): Promise<Tokens> {
  const secret = await loadSecret(world);
  const issuedSinceExpiry: Partial<Record<TokenType, Set<string>>> = {};
  const seconds = () => Math.floor(world.clock.now() / 1_000_000);

  return {
    issue(type, person, lifetimeSeconds = lifetimes[type]) {
      const jti = toHex(crypto.getRandomValues(new Uint8Array(16)));
      issuedSinceExpiry[type]?.add(jti);
      return new SignJWT({ token_type: type, user_id: person.id })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuedAt(seconds())
        .setExpirationTime(seconds() + lifetimeSeconds)
        .setJti(jti)
        .sign(secret);
    },

    async verify(type, token) {
      try {
        const { payload } = await jwtVerify(token, secret, {
          algorithms: ['HS256'],
          currentDate: new Date(seconds() * 1000),
        });
        if (payload['token_type'] !== type || typeof payload['user_id'] !== 'number') return undefined;
        const fresh = issuedSinceExpiry[type];
        if (fresh !== undefined && !fresh.has(payload.jti ?? '')) return undefined;
        return payload['user_id'];
      } catch {
        // Every way for a token to be bad is the same answer.
        return undefined;
      }
    },

    expire(types) {
      for (const type of types) issuedSinceExpiry[type] = new Set();
    },

    accept() {
      delete issuedSinceExpiry.access;
      delete issuedSinceExpiry.refresh;
    },
  };
}
