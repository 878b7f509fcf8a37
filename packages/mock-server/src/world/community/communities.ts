import type { Selectable } from 'kysely';
import type { Store } from '../../store/open-store';
import type { Schema } from '../../store/schema';
import type { WorldClock } from '../clock';
import type { Community, CommunityPerson, CommunityRole } from './types';

export interface NewCommunity {
  name: string;
  slug: string;
  description: string;
  adminId: number | null;
}

const roleOf = (text: string | null): CommunityRole =>
  text === 'admin' || text === 'superadmin' ? text : 'user';

/** Communities, who follows them, and their people. */
export function createCommunities(store: Store, clock: WorldClock) {
  const load = async (rows: Selectable<Schema['communities']>[]): Promise<Community[]> => {
    const subscriptions = await store
      .selectFrom('community_subscriptions')
      .selectAll()
      .orderBy('id')
      .execute();
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      slug: row.slug,
      description: row.description,
      adminId: row.admin_id,
      createdAt: row.created_at,
      subscriberIds: subscriptions
        .filter(({ community_id }) => community_id === row.id)
        .map(({ person_id }) => person_id),
    }));
  };
  const all = async (): Promise<Community[]> =>
    load(await store.selectFrom('communities').selectAll().orderBy('id').execute());

  return {
    all,

    async find(id: number): Promise<Community | undefined> {
      return (await all()).find((community) => community.id === id);
    },

    async named(slug: string): Promise<Community | undefined> {
      return (await all()).find((community) => community.slug === slug);
    },

    async add(community: NewCommunity): Promise<number> {
      const { id } = await store
        .insertInto('communities')
        .values({
          name: community.name,
          slug: community.slug,
          description: community.description,
          admin_id: community.adminId,
          created_at: clock.now(),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },

    /** False where they follow it already. */
    async subscribe(communityId: number, personId: number): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await store
        .insertInto('community_subscriptions')
        .values({ community_id: communityId, person_id: personId, created_at: clock.now() })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },

    /** False where they did not follow it. */
    async unsubscribe(communityId: number, personId: number): Promise<boolean> {
      const { numDeletedRows } = await store
        .deleteFrom('community_subscriptions')
        .where('community_id', '=', communityId)
        .where('person_id', '=', personId)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },

    /** Newest first. */
    async subscriptionsOf(
      personId: number,
    ): Promise<{ id: number; communityId: number; createdAt: number }[]> {
      const rows = await store
        .selectFrom('community_subscriptions')
        .selectAll()
        .where('person_id', '=', personId)
        .orderBy('id', 'desc')
        .execute();
      return rows.map((row) => ({
        id: row.id,
        communityId: row.community_id,
        createdAt: row.created_at,
      }));
    },

    /** What people are in communities; they are plain users otherwise. */
    async describe(personId: number, role: CommunityRole, bio: string | null = null): Promise<void> {
      await store
        .insertInto('community_people')
        .values({ person_id: personId, role, bio })
        .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ role, bio }))
        .execute();
    },

    /** Everybody, by id. */
    async people(): Promise<Map<number, CommunityPerson>> {
      const communities = await all();
      const rows = await store
        .selectFrom('people')
        .leftJoin('community_people', 'community_people.person_id', 'people.id')
        .selectAll('people')
        .select(['community_people.role as community_role', 'community_people.bio as bio'])
        .execute();
      return new Map(
        rows.map((row): [number, CommunityPerson] => [
          row.id,
          {
            id: row.id,
            username: row.username,
            email: row.email,
            firstName: row.first_name,
            lastName: row.last_name,
            role: roleOf(row.community_role),
            bio: row.bio,
            pictureUrl: row.picture_url,
            isActive: row.is_active === 1,
            joinedAt: row.created_at,
            manages: communities
              .filter(({ adminId }) => adminId === row.id)
              .map(({ id, name, slug }) => ({ id, name, slug })),
          },
        ]),
      );
    },
  };
}
