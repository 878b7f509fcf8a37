import * as z from 'zod/mini';

const refusal = z.object({ details: z.object({ code: z.enum(['user_inactive', 'user_not_found']) }) });

/** Knows whether a refusal was for the account itself: such a session must not be renewed. */
export interface Deactivation {
  readonly happened: boolean;
  readonly fetch: typeof fetch;
  forget(): void;
}

export function watchDeactivation(fetch: typeof globalThis.fetch): Deactivation {
  let happened = false;
  return {
    get happened() {
      return happened;
    },
    async fetch(input, init) {
      const response = await fetch(input, init);
      if (response.status === 401) {
        const body: unknown = await response
          .clone()
          .json()
          .catch(() => null);
        happened ||= refusal.safeParse(body).success;
      }
      return response;
    },
    forget() {
      happened = false;
    },
  };
}
