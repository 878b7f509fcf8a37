import type { Store } from '../store/open-store';
import type { WorldClock } from './clock';
import type { Block, Person } from './types';

export function createBlocks(store: Store, clock: WorldClock, people: { all(): Promise<Person[]> }) {
  const select = () =>
    store
      .selectFrom('blocks')
      .innerJoin('organisations', 'organisations.id', 'blocks.organisation_id')
      .selectAll('blocks')
      .select('organisations.name as organisation_name')
      .orderBy('blocks.id');

  return {
    async ofPerson(blockerId: number): Promise<Block[]> {
      const rows = await select().where('blocker_id', '=', blockerId).execute();
      const persons = new Map((await people.all()).map((person) => [person.id, person]));
      return rows.flatMap((row) => {
        const blocker = persons.get(row.blocker_id);
        const blocked = persons.get(row.blocked_id);
        if (blocker === undefined || blocked === undefined) return [];
        return {
          id: row.id,
          organisationId: row.organisation_id,
          organisationName: row.organisation_name,
          blocker,
          blocked,
          createdAt: row.created_at,
        };
      });
    },

    async exists(id: number): Promise<boolean> {
      const row = await store.selectFrom('blocks').select('id').where('id', '=', id).executeTakeFirst();
      return row !== undefined;
    },

    /** Who of these people has blocked the person in the organisation. */
    async blockersOf(organisationId: number, blockedId: number, among: number[]): Promise<number[]> {
      if (among.length === 0) return [];
      const rows = await store
        .selectFrom('blocks')
        .select('blocker_id')
        .where('organisation_id', '=', organisationId)
        .where('blocked_id', '=', blockedId)
        .where('blocker_id', 'in', among)
        .execute();
      return rows.map((row) => row.blocker_id);
    },

    async add(organisationId: number, blockerId: number, blockedId: number): Promise<void> {
      await store
        .insertInto('blocks')
        .values({
          organisation_id: organisationId,
          blocker_id: blockerId,
          blocked_id: blockedId,
          created_at: clock.now(),
        })
        .execute();
    },

    async remove(id: number): Promise<void> {
      await store.deleteFrom('blocks').where('id', '=', id).execute();
    },
  };
}
