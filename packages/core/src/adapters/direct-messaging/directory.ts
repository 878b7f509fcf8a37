import type { Directory } from '../../adapter/action';
import type { UserPage } from '../../adapter/adapter';
import { isChatError, toChatError } from '../../errors';
import { RecentMap } from '../../lib/recent-map';
import type { UserId } from '../../model/ids';
import type { User } from '../../model/user';
import { readItems } from '../../transport/read-items';
import type { Context } from './context';
import { decodeUser } from './decode-user';
import type { Signal } from './rest';
import * as wire from './wire';

const subscriptionPages = 20;
/** Typing a name asks again with each letter; communities change less often. */
const freshForMs = 60_000;
const profilesKept = 500;
const userName = /^[\w.@+-]{1,150}$/;

interface Community extends Directory {
  readonly admin: User | null;
}

/**
 * Whom I can write to: members, the admins of the communities they follow; admins, besides them, whomever they have a
 * conversation with, and whoever is named exactly.
 */
export function createDirectory(context: Context) {
  const { rest, account, threads, environment, settings } = context;
  const { clock, report } = environment;
  const hosting = { baseUrl: settings.baseUrl, foreignHost: false };
  const profiles = new RecentMap<string, User>(profilesKept);
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

  /** Lists tell user names only; whoever is shown by them would lose their full name. */
  async function inFull(people: readonly User[], signal: Signal): Promise<readonly User[]> {
    return Promise.all(
      people.map(async (person) => {
        const handle = person.handle ?? '';
        const met = profiles.get(handle);
        if (met !== undefined) return met;
        try {
          const found = decodeUser(await rest.userNamed(handle, signal), hosting);
          profiles.set(handle, found);
          return found;
        } catch (error) {
          report(toChatError(error));
          return person;
        }
      }),
    );
  }

  async function admins(signal: Signal): Promise<readonly User[]> {
    return readItems(wire.adminUser, await rest.adminUsers(signal), report).map((user) =>
      decodeUser(user, hosting),
    );
  }

  return {
    /** Where one can begin something: a community nobody keeps is none. */
    async directories(signal: Signal): Promise<readonly Directory[]> {
      const me = await account.me(signal);
      const followed = (await communities(signal)).filter(({ admin }) => admin !== null);
      const names = new Map([...followed, ...me.keeps].map(({ id, name }) => [id, name]));
      return [...names].map(([id, name]) => ({ id, name }));
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
      // For admins a community is what the conversation is about; it does not say with whom.
      const isFree = me.role !== 'user';
      const everywhere = isFree || query.directoryId === undefined;
      const followed = (await communities(signal)).filter(({ id }) => everywhere || id === query.directoryId);
      const [others, exact] = await Promise.all([
        me.role === 'superadmin' ? admins(signal) : [],
        everywhere ? named(text, isFree, signal) : [],
      ]);
      const partners = isFree ? threads.partners(me.id).map((user) => decodeUser(user, hosting)) : [];
      const whole = byId([...partners, ...exact], new Set([me.id]));
      const brief = byId(
        [...followed.flatMap(({ admin }) => admin ?? []), ...others],
        new Set([me.id, ...whole.keys()]),
      );
      const full = [...(await inFull([...brief.values()], signal)), ...whole.values()];
      const users = full
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

function byId(users: readonly User[], without: ReadonlySet<UserId>): ReadonlyMap<UserId, User> {
  return new Map(users.flatMap((user) => (without.has(user.id) ? [] : [[user.id, user] as const])));
}
