import * as z from 'zod/mini';
import { lenient } from './lenient';

const claims = z.object({
  user_id: lenient(
    z.optional(
      z.pipe(
        z.union([z.int(), z.string().check(z.regex(/^\d+$/))]),
        z.transform((value) => String(value)),
      ),
    ),
    undefined,
  ),
  exp: lenient(z.optional(z.number()), undefined),
  iat: lenient(z.optional(z.number()), undefined),
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

/** Whose token it is, where it is a JWT whose `user_id` says so. */
export function tokenUserId(token: string): string | null {
  return readClaims(token)?.user_id ?? null;
}

/** When it ends by this device's clock: only its length is taken, as the two clocks may differ. */
export function tokenExpiry(token: string, now: number): number | undefined {
  const { exp, iat } = readClaims(token) ?? {};
  return exp === undefined || iat === undefined || exp <= iat ? undefined : now + (exp - iat) * 1000;
}
