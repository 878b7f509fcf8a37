import type { Directory } from '../../adapter/action';
import type { UserPage } from '../../adapter/adapter';
import { isChatError } from '../../errors';
import { userId, type UserId } from '../../model/ids';
import type { User } from '../../model/user';
import { readItems } from '../../transport/read-items';
import type { Context } from './context';
import { decodeUser } from './decode-user';
import type { Signal } from './rest';
import * as wire from './wire';

const subscriptionPages = 20;
/** Typing a name asks again with each letter; communities change less often. */
const freshForMs = 60_000;
const userName = /^[\w.@+-]{1,150}$/;

interface Community extends Directory {
  readonly admin: User | null;
}

/** Whom I can write to: the admins of the communities I follow, and whoever is named exactly. */
export function createDirectory(context: Context) {
  const { rest, account, threads, environment, settings } = context;
  const { clock, report } = environment;
  const hosting = { baseUrl: settings.baseUrl, foreignHost: false };
  let known: { readonly me: UserId; readonly at: number; readonly all: readonly Community[] } | null = null;

  async function communities(signal: Signal): Promise<readonly Community[]> {
    const me = await account.myId(signal);
    if (known !== null && known.me === me && clock.now() - known.at < freshForMs) return known.all;
    const all: Community[] = [];
    for (let number = 1; number <= subscriptionPages; number += 1) {
      const page = await rest.subscriptions(number, signal);
      for (const { confession } of readItems(wire.subscription, page.results, report)) {
        threads.nameConfession(confession.id, confession.name);
        const admin = confession.admin == null ? null : decodeUser(confession.admin, hosting);
        all.push({ id: confession.id, name: confession.name, admin });
      }
      if (page.next == null) break;
    }
    known = { me, at: clock.now(), all };
    return all;
  }

  /** There is no search; a name given in full is found. */
  async function named(text: string, mayWriteToAll: boolean, signal: Signal): Promise<readonly User[]> {
    if (!userName.test(text)) return [];
    try {
      const found = await rest.userNamed(text, signal);
      return mayWriteToAll || found.role !== 'user' ? [decodeUser(found, hosting)] : [];
    } catch (error) {
      if (isChatError(error) && error.code === 'not-found') return [];
      throw error;
    }
  }

  async function admins(signal: Signal): Promise<readonly User[]> {
    return readItems(wire.adminUser, await rest.adminUsers(signal), report).map((user) =>
      decodeUser(user, hosting),
    );
  }

  return {
    async directories(signal: Signal): Promise<readonly Directory[]> {
      return (await communities(signal)).map(({ id, name }) => ({ id, name }));
    },

    /** The community in which one writes to this admin; undefined where none of mine is theirs. */
    async communityOf(admin: UserId, signal: Signal): Promise<string | undefined> {
      return (await communities(signal)).find((community) => community.admin?.id === admin)?.id;
    },

    async loadUsers(
      query: { readonly text: string; readonly directoryId?: string; readonly cursor: string | null },
      signal: AbortSignal,
    ): Promise<UserPage> {
      const me = await account.me(signal);
      const text = query.text.trim();
      const wanted = text.toLocaleLowerCase();
      const followed = (await communities(signal)).filter(
        ({ id }) => query.directoryId === undefined || id === query.directoryId,
      );
      const everywhere = query.directoryId === undefined;
      const [others, exact] = await Promise.all([
        everywhere && me.role === 'superadmin' ? admins(signal) : [],
        everywhere ? named(text, me.role !== 'user', signal) : [],
      ]);
      const people = new Map<UserId, User>();
      for (const user of [...followed.flatMap(({ admin }) => admin ?? []), ...others, ...exact]) {
        // Whoever was told with a full name stays.
        if (people.get(user.id)?.details === undefined || user.details !== undefined)
          people.set(user.id, user);
      }
      people.delete(userId(me.id));
      const users = [...people.values()]
        .filter((user) =>
          [user.name, user.handle, user.details?.['email']].some((field) =>
            field?.toLocaleLowerCase().includes(wanted),
          ),
        )
        .sort((left, right) => left.name.localeCompare(right.name));
      return { users, next: null };
    },
  };
}

export type DirectoryService = ReturnType<typeof createDirectory>;
