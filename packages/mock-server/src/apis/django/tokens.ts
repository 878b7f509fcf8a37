import { SignJWT, jwtVerify } from 'jose';
import type { Person } from '../../world/types';
import type { World } from '../../world/world';

export type TokenType = 'access' | 'refresh';

export interface TokenOptions {
  /** Where the secret is kept: each API has one of its own. */
  settingName: string;
  /** In seconds. */
  lifetimes: Record<TokenType, number>;
  /** What a token tells besides whose it is. */
  claimsOf?(person: Person): Promise<Record<string, unknown>>;
}

const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

async function loadSecret(world: World, settingName: string): Promise<Uint8Array> {
  // Kept with the data: a restart must not sign everybody out.
  const stored = await world.settings.read(settingName);
  const secret = stored ?? toHex(crypto.getRandomValues(new Uint8Array(32)));
  if (stored === undefined) await world.settings.write(settingName, secret);
  return new TextEncoder().encode(secret);
}

export interface ReadToken {
  type: string;
  personId: number;
  /** Different for every token. */
  id: string;
}

export interface Tokens {
  issue(type: TokenType, person: Person, lifetimeSeconds?: number): Promise<string>;
  /** What a token says, or undefined if it is not good; its type is for the caller to check. */
  read(token: string): Promise<ReadToken | undefined>;
  /** The id of the person a token stands for, or undefined if the token is not good. */
  verify(type: TokenType, token: string): Promise<number | undefined>;
  /** Refuses what was issued so far, until `accept`. */
  expire(types: readonly TokenType[]): void;
  accept(): void;
}

export async function createTokens(world: World, options: TokenOptions): Promise<Tokens> {
  const { settingName, lifetimes, claimsOf } = options;
  const secret = await loadSecret(world, settingName);
  const issuedSinceExpiry = new Map<string, Set<string>>();
  const seconds = () => Math.floor(world.clock.now() / 1_000_000);

  const read = async (token: string): Promise<ReadToken | undefined> => {
    try {
      const { payload } = await jwtVerify(token, secret, {
        algorithms: ['HS256'],
        currentDate: new Date(seconds() * 1000),
      });
      const { token_type: type, user_id: personId, jti: id = '' } = payload;
      if (typeof type !== 'string' || typeof personId !== 'number') return undefined;
      const fresh = issuedSinceExpiry.get(type);
      return fresh !== undefined && !fresh.has(id) ? undefined : { type, personId, id };
    } catch {
      // Every way for a token to be bad is the same answer.
      return undefined;
    }
  };

  return {
    async issue(type, person, lifetimeSeconds = lifetimes[type]) {
      const jti = toHex(crypto.getRandomValues(new Uint8Array(16)));
      issuedSinceExpiry.get(type)?.add(jti);
      const claims = await claimsOf?.(person);
      return new SignJWT({ ...claims, token_type: type, user_id: person.id })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuedAt(seconds())
        .setExpirationTime(seconds() + lifetimeSeconds)
        .setJti(jti)
        .sign(secret);
    },

    read,

    async verify(type, token) {
      const told = await read(token);
      return told?.type === type ? told.personId : undefined;
    },

    expire(types) {
      for (const type of types) issuedSinceExpiry.set(type, new Set());
    },

    accept() {
      issuedSinceExpiry.clear();
    },
  };
}
