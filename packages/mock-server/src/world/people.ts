import type { Selectable } from 'kysely';
import type { Store } from '../store/open-store';
import type { Schema } from '../store/schema';
import type { WorldClock } from './clock';
import { hashPassword, verifyPassword } from './password';
import type { Person } from './types';

export interface NewPerson {
  id?: number;
  username: string;
  email: string;
  firstName: string;
  lastName: string;
  role?: string;
  pictureUrl?: string | null;
  password: string;
}

const toPerson = (row: Selectable<Schema['people']>): Person => ({
  id: row.id,
  username: row.username,
  email: row.email,
  firstName: row.first_name,
  lastName: row.last_name,
  role: row.role,
  pictureUrl: row.picture_url,
  isActive: row.is_active === 1,
});

export function createPeople(store: Store, clock: WorldClock) {
  const byId = async (id: number): Promise<Person | undefined> => {
    const row = await store.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toPerson(row);
  };

  return {
    find: byId,

    async all(): Promise<Person[]> {
      return (await store.selectFrom('people').selectAll().orderBy('id').execute()).map(toPerson);
    },

    async named(username: string): Promise<Person | undefined> {
      const row = await store
        .selectFrom('people')
        .selectAll()
        .where('username', '=', username)
        .executeTakeFirst();
      return row && toPerson(row);
    },

    /** The person whose user name or e-mail and password these are. */
    async signIn(login: string, password: string): Promise<Person | undefined> {
      const row = await store
        .selectFrom('people')
        .selectAll()
        .where((is) => is.or([is('username', '=', login), is('email', '=', login)]))
        .executeTakeFirst();
      if (row === undefined || row.is_active === 0) return undefined;
      return (await verifyPassword(password, row.password_hash)) ? toPerson(row) : undefined;
    },

    async add(person: NewPerson): Promise<Person> {
      const row = await store
        .insertInto('people')
        .values({
          ...(person.id === undefined ? {} : { id: person.id }),
          username: person.username,
          email: person.email,
          first_name: person.firstName,
          last_name: person.lastName,
          role: person.role ?? 'USER',
          picture_url: person.pictureUrl ?? null,
          password_hash: await hashPassword(person.password),
          is_active: 1,
          created_at: clock.now(),
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      return toPerson(row);
    },

    /** Takes an account away; what it wrote stays, by nobody. Fails for members of conversations. */
    async remove(id: number): Promise<void> {
      await store.deleteFrom('organisation_members').where('person_id', '=', id).execute();
      await store.deleteFrom('people').where('id', '=', id).execute();
    },

    async setActive(id: number, isActive: boolean): Promise<void> {
      await store
        .updateTable('people')
        .set({ is_active: isActive ? 1 : 0 })
        .where('id', '=', id)
        .execute();
    },
  };
}
