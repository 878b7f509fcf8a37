import type { Store } from '../../store/open-store';
import type { WorldClock } from '../clock';
import { createCrmConversations } from './conversations';
import { createCrmMessages } from './messages';
import { createCrmPeople } from './people';

/** What a CRM knows beyond people and organisations. */
export function createCrm(store: Store, clock: WorldClock) {
  return {
    people: createCrmPeople(store, clock),
    messages: createCrmMessages(store, clock),
    conversations: createCrmConversations(store, clock),

    /** What messages may be about: leads, deals and customers, numbered each for themselves. */
    entities: {
      async add(type: string, id: number, name: string): Promise<void> {
        await store.insertInto('crm_entities').values({ type, id, name }).execute();
      },

      /** Of one type, by name: those with all the words in it, or those with these numbers. */
      async find(
        type: string,
        wanted: { search: string } | { ids: readonly number[] },
      ): Promise<readonly { type: string; id: number; name: string }[]> {
        const rows = await store
          .selectFrom('crm_entities')
          .selectAll()
          .where('type', '=', type)
          .orderBy('name')
          .execute();
        if ('ids' in wanted) return rows.filter(({ id }) => wanted.ids.includes(id));
        const words = wanted.search.toLocaleLowerCase().split(/\s+/);
        return rows.filter(({ name }) => words.every((word) => name.toLocaleLowerCase().includes(word)));
      },

      async exists(type: string, id: number): Promise<boolean> {
        const row = await store
          .selectFrom('crm_entities')
          .select('id')
          .where('type', '=', type)
          .where('id', '=', id)
          .executeTakeFirst();
        return row !== undefined;
      },
    },
  };
}
