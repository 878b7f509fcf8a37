import type { Store } from '../store/open-store';
import type { WorldClock } from './clock';
import type { Organisation } from './types';

export interface NewOrganisation {
  id?: number;
  name: string;
  description: string;
  memberIds: number[];
  adminIds: number[];
}

export function createOrganisations(store: Store, clock: WorldClock) {
  const load = async (ids: number[]): Promise<Organisation[]> => {
    if (ids.length === 0) return [];
    const rows = await store
      .selectFrom('organisations')
      .selectAll()
      .where('id', 'in', ids)
      .orderBy('id')
      .execute();
    const members = await store
      .selectFrom('organisation_members')
      .selectAll()
      .where('organisation_id', 'in', ids)
      .orderBy('person_id')
      .execute();
    return rows.map((row) => {
      const own = members.filter((member) => member.organisation_id === row.id);
      return {
        id: row.id,
        name: row.name,
        description: row.description,
        createdAt: row.created_at,
        updatedAt: row.updated_at,
        memberIds: own.map((member) => member.person_id),
        adminIds: own.filter((member) => member.is_admin === 1).map((member) => member.person_id),
      };
    });
  };

  return {
    async find(id: number): Promise<Organisation | undefined> {
      return (await load([id]))[0];
    },

    async named(name: string): Promise<Organisation | undefined> {
      const row = await store
        .selectFrom('organisations')
        .select('id')
        .where('name', '=', name)
        .executeTakeFirst();
      return row && (await load([row.id]))[0];
    },

    async ofPerson(personId: number): Promise<Organisation[]> {
      const rows = await store
        .selectFrom('organisation_members')
        .select('organisation_id')
        .where('person_id', '=', personId)
        .execute();
      return load(rows.map((row) => row.organisation_id));
    },

    async add(organisation: NewOrganisation): Promise<number> {
      const now = clock.now();
      const { id } = await store
        .insertInto('organisations')
        .values({
          ...(organisation.id === undefined ? {} : { id: organisation.id }),
          name: organisation.name,
          description: organisation.description,
          created_at: now,
          updated_at: clock.now(),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      for (const personId of organisation.memberIds) {
        await store
          .insertInto('organisation_members')
          .values({
            organisation_id: id,
            person_id: personId,
            is_admin: organisation.adminIds.includes(personId) ? 1 : 0,
          })
          .execute();
      }
      return id;
    },
  };
}
