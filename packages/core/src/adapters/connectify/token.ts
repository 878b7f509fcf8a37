import * as z from 'zod/mini';
import { userId, type UserId } from '../../model/ids';
import { id } from './wire';

const claims = z.object({
  user_id: z.catch(z.optional(id), undefined),
  exp: z.catch(z.optional(z.number()), undefined),
  iat: z.catch(z.optional(z.number()), undefined),
});

function readClaims(token: string): z.infer<typeof claims> | null {
  const payload = token.split('.')[1];
  if (payload === undefined) return null;
  try {
    const json: unknown = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
    return claims.parse(json);
  } catch {
    return null;
  }
}

/** Whose token it is, where it is one that says so. */
export function userIdOfToken(token: string): UserId | null {
  const id = readClaims(token)?.user_id;
  return id === undefined ? null : userId(id);
}

/** When it ends by this device's clock: only its length is taken, as the two clocks may differ. */
export function tokenExpiry(token: string, now: number): number | undefined {
  const { exp, iat } = readClaims(token) ?? {};
  return exp === undefined || iat === undefined || exp <= iat ? undefined : now + (exp - iat) * 1000;
}
