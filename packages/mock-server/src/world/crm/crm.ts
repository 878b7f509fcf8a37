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
