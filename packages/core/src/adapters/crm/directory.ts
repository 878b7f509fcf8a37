import type { UserPage } from '../../adapter/adapter';
import { isChatError } from '../../errors';
import type { UserId } from '../../model/ids';
import type { User } from '../../model/user';
import type { Context } from './context';
import type { ConversationsService } from './conversations';
import { decodeUser } from './decode-user';
import type { Signal } from './rest';

const usersPerPage = 50;
/** Typing a name asks again with each letter. */
const freshForMs = 60_000;

/**
 * Whom I can write to. The backend's own list is advice: it leaves out customers and is empty for them, so the
 * people I have conversations with stand beside it, and stand in for it where it is broken.
 */
export function createDirectory(context: Context, conversations: ConversationsService) {
  const { rest, rows, account, settings, environment } = context;
  let known: { readonly me: UserId; readonly at: number; readonly users: readonly User[] } | null = null;

  async function loadRecipients(me: UserId, signal: Signal): Promise<readonly User[]> {
    const now = environment.clock.now();
    if (known !== null && known.me === me && now - known.at < freshForMs) return known.users;
    const users = (await rest.recipients(signal)).map((user) => decodeUser(user, settings.baseUrl));
    known = { me, at: now, users };
    return users;
  }

  return async function loadUsers(
    query: { readonly text: string; readonly cursor: string | null },
    signal: AbortSignal,
  ): Promise<UserPage> {
    const me = await account.myId(signal);
    const recipients = await loadRecipients(me, signal).catch((error: unknown) => {
      // One broken employee record breaks the route for good.
      if (!isChatError(error) || error.code !== 'server') throw error;
      environment.report(error);
      return [];
    });
    if (rows.partners().length === 0) await conversations.loadPage(null, signal);
    const people = new Map<UserId, User>();
    for (const user of [...rows.partners(), ...recipients]) if (user.id !== me) people.set(user.id, user);
    const wanted = query.text.trim().toLocaleLowerCase();
    const found = [...people.values()]
      .filter(({ name, handle, details }) =>
        [name, handle, details?.['email']].some((text) => text?.toLocaleLowerCase().includes(wanted)),
      )
      .sort((left, right) => left.name.localeCompare(right.name));
    const start = query.cursor === null ? 0 : Number(query.cursor);
    const end = start + usersPerPage;
    return { users: found.slice(start, end), next: end < found.length ? String(end) : null };
  };
}
