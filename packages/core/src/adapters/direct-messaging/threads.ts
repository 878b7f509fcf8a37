import { RecentMap } from '../../lib/recent-map';
import { userId, type ConversationId, type UserId } from '../../model/ids';
import { readItems, type Report } from '../../transport/read-items';
import type { Rest, Signal } from './rest';
import * as wire from './wire';

/** What must be known of a conversation to read its messages rightly. */
export interface ThreadFacts {
  readonly participants: ReadonlySet<UserId>;
  readonly isGroup: boolean;
  readonly confession: { readonly id: string; readonly name: string | null } | null;
  /** Its community's admin and superadmins pin what others wrote. */
  readonly canPinAny: boolean;
  /** Told by the detail only. */
  readonly createdAt: number | null;
}

export interface Threads {
  note(
    item: wire.WireConversation,
    me: UserId,
  ): { readonly facts: ThreadFacts; readonly people: readonly wire.WireUser[] };
  known(id: ConversationId, me: UserId): ThreadFacts | undefined;
  /** Asks the server where it is not known; `not-found` when it is gone or not mine. */
  of(id: ConversationId, me: UserId, signal: Signal): Promise<ThreadFacts>;
  /** Names of communities learned elsewhere. */
  nameConfession(id: string, name: string): void;
  /** Everybody else in the conversations met. */
  partners(me: UserId): readonly wire.WireUser[];
}

const threadsKept = 1000;
const partnersKept = 1000;

export function createThreads(rest: Rest, report: Report): Threads {
  const known = new RecentMap<string, ThreadFacts>(threadsKept);
  const names = new RecentMap<string, string>(threadsKept);
  const partners = new RecentMap<string, { readonly me: UserId; readonly person: wire.WireUser }>(
    partnersKept,
  );

  const threads: Threads = {
    note(item, me) {
      const key = `${me} ${item.id}`;
      const people = readItems(wire.user, item.participants, report);
      for (const person of people) {
        for (const { id, name } of person.managed_confessions) if (name != null) names.set(id, name);
        if (userId(person.id) !== me) partners.set(`${me} ${person.id}`, { me, person });
      }
      const confessionId =
        typeof item.confession === 'object' ? (item.confession?.id ?? null) : item.confession;
      const myself = people.find(({ id }) => userId(id) === me);
      const facts: ThreadFacts = {
        participants: new Set(people.map(({ id }) => userId(id))),
        isGroup: people.length > 2,
        confession: confessionId == null ? null : { id: confessionId, name: names.get(confessionId) ?? null },
        canPinAny:
          confessionId != null &&
          (myself?.role === 'superadmin' ||
            myself?.managed_confessions.some(({ id }) => id === confessionId) === true),
        createdAt: item.created_at ?? known.get(key)?.createdAt ?? null,
      };
      known.set(key, facts);
      return { facts, people };
    },
    known: (id, me) => known.get(`${me} ${id}`),
    async of(id, me, signal) {
      return threads.known(id, me) ?? threads.note(await rest.conversation(id, signal), me).facts;
    },
    nameConfession: (id, name) => names.set(id, name),
    partners: (me) => partners.values().flatMap((one) => (one.me === me ? [one.person] : [])),
  };
  return threads;
}
