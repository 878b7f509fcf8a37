import type { UserPage } from '../../adapter/adapter';
import { isChatError } from '../../errors';
import type { Context } from './context';
import { decodePerson } from './decode-person';
import { isMissingRoute } from './deployment';

/** Whom I can write to: the active staff of the hotel, searched by the server. */
export function createLoadUsers({ rest, settings }: Pick<Context, 'rest' | 'settings'>) {
  return async function loadUsers(
    query: { readonly text: string; readonly cursor: string | null },
    signal: AbortSignal,
  ): Promise<UserPage> {
    try {
      const page = await rest.staff(query.text.trim(), query.cursor, signal);
      return { users: page.items.map((item) => decodePerson(item, settings.baseUrl)), next: page.next };
    } catch (error) {
      const pastTheEnd = query.cursor !== null && isChatError(error) && error.status === 404;
      if (pastTheEnd && !isMissingRoute(error)) return { users: [], next: null };
      throw error;
    }
  };
}
