import type { Directory } from '../../adapter/action';
import type { UserPage } from '../../adapter/adapter';
import { ChatError } from '../../errors';
import type { UserId } from '../../model/ids';
import type { User } from '../../model/user';
import type { Http } from '../../transport/http';
import type { Context } from './context';
import { readItems } from '../../transport/read-items';
import { decodeUser } from './decode-user';
import type { Signal } from './rest';
import * as wire from './wire';

const usersPerPage = 50;
/** Typing a name asks again with each letter; people join an organisation less often. */
const freshForMs = 60_000;

/** Whom I can write to: the members of my organisations, which the server lists whole. */
export function createDirectory(http: Http, context: Pick<Context, 'environment' | 'settings' | 'account'>) {
  const { environment, settings, account } = context;
  const { clock, report } = environment;
  const members = new Map<
    string,
    { readonly me: UserId; readonly at: number; readonly users: readonly User[] }
  >();

  async function loadOrganizations(signal: Signal) {
    const read = (body: unknown): unknown[] => wire.list.parse(body);
    const items = await http({ method: 'GET', path: '/api/organizations/', read, signal });
    return readItems(wire.organizationItem, items, report);
  }

  async function loadMembers(directoryId: string, me: UserId, signal: Signal): Promise<readonly User[]> {
    const known = members.get(directoryId);
    if (known !== undefined && known.me === me && clock.now() - known.at < freshForMs) return known.users;
    const read = (body: unknown): unknown[] => wire.organizationDetail.parse(body).users;
    const path = `/api/organizations/${encodeURIComponent(directoryId)}/`;
    const items = await http({ method: 'GET', path, read, signal });
    const users = readItems(wire.user, items, report).map((user) => decodeUser(user, settings.baseUrl));
    members.set(directoryId, { me, at: clock.now(), users });
    return users;
  }

  return {
    async directories(signal: Signal): Promise<readonly Directory[]> {
      return (await loadOrganizations(signal)).map(({ id, name }) => ({ id, name }));
    },

    /** The organisation to meet somebody in: the one named, or the first both are in. */
    async shared(
      userIds: readonly UserId[],
      directoryId: string | undefined,
      signal: Signal,
    ): Promise<string> {
      if (directoryId !== undefined) return directoryId;
      const found = (await loadOrganizations(signal)).find(({ users }) => {
        const ids = new Set(users.map(String));
        return userIds.every((id) => ids.has(id));
      });
      if (found !== undefined) return found.id;
      throw new ChatError('invalid', 'You share no organisation with all of these people.', {
        details: { rule: 'no-shared-organization' },
      });
    },

    async loadUsers(
      query: { readonly text: string; readonly directoryId?: string; readonly cursor: string | null },
      signal: AbortSignal,
    ): Promise<UserPage> {
      const me = await account.myId(signal);
      const ids =
        query.directoryId === undefined
          ? (await loadOrganizations(signal)).map(({ id }) => id)
          : [query.directoryId];
      const people = new Map<UserId, User>();
      for (const list of await Promise.all(ids.map((id) => loadMembers(id, me, signal)))) {
        for (const user of list) if (user.id !== me) people.set(user.id, user);
      }
      const wanted = query.text.trim().toLocaleLowerCase();
      const found = [...people.values()]
        .filter((user) =>
          [user.name, user.handle, user.details?.['email']].some((text) => matches(text, wanted)),
        )
        .sort((left, right) => left.name.localeCompare(right.name));
      const start = query.cursor === null ? 0 : Number(query.cursor);
      const end = start + usersPerPage;
      return { users: found.slice(start, end), next: end < found.length ? String(end) : null };
    },
  };
}

export type DirectoryService = ReturnType<typeof createDirectory>;

function matches(text: string | null | undefined, wanted: string): boolean {
  return text?.toLocaleLowerCase().includes(wanted) ?? false;
}
