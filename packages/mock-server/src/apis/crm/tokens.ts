import { SignJWT, jwtVerify } from 'jose';
import type { World } from '../../world/world';

const settingName = 'crm.token-secret';
const day = 24 * 60 * 60;

/** Seconds a token lives. */
export const lifetimes = { access: day, refresh: 7 * day } as const;
export type TokenType = keyof typeof lifetimes;

/** What a token says besides whose it is; the server itself reads none of it. */
export type Claims = Readonly<Record<string, unknown>>;

export const randomHex = (bytes: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

async function loadSecret(world: World): Promise<Uint8Array> {
  // Kept with the data: a restart must not sign everybody out.
  const stored = await world.settings.read(settingName);
  const secret = stored ?? randomHex(32);
  if (stored === undefined) await world.settings.write(settingName, secret);
  return new TextEncoder().encode(secret);
}

export interface Tokens {
  issue(type: TokenType, personId: number, claims: Claims, lifetimeSeconds?: number): Promise<string>;
  /** The id of the person a token stands for, or undefined if the token is not good. */
  verify(type: TokenType | 'any', token: string): Promise<number | undefined>;
  /** Refuses what was issued so far, until `accept`. */
  expire(types: readonly TokenType[]): void;
  accept(): void;
}

export async function createTokens(world: World): Promise<Tokens> {
  const secret = await loadSecret(world);
  const issuedSinceExpiry: Partial<Record<TokenType, Set<string>>> = {};
  const seconds = (): number => Math.floor(world.clock.now() / 1_000_000);

  return {
    issue(type, personId, claims, lifetimeSeconds = lifetimes[type]) {
      const jti = randomHex(16);
      issuedSinceExpiry[type]?.add(jti);
      return new SignJWT({ ...claims, token_type: type, user_id: personId })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuedAt(seconds())
        .setExpirationTime(seconds() + lifetimeSeconds)
        .setJti(jti)
        .sign(secret);
    },

    async verify(wanted, token) {
      try {
        const { payload } = await jwtVerify(token, secret, {
          algorithms: ['HS256'],
          currentDate: new Date(seconds() * 1000),
        });
        const type = payload['token_type'];
        if (type !== 'access' && type !== 'refresh') return undefined;
        if (wanted !== 'any' && type !== wanted) return undefined;
        const fresh = issuedSinceExpiry[type];
        if (fresh !== undefined && !fresh.has(payload.jti ?? '')) return undefined;
        return typeof payload['user_id'] === 'number' ? payload['user_id'] : undefined;
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
