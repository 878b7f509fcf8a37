import type { Store } from '../../store/open-store';
import type { Person } from '../types';
import type { Hotel, NewStaffMember, Post, StaffMember } from './types';

/** Hotels, and who works there as what. */
export function createStaffMembers(store: Store, people: { all(): Promise<Person[]> }) {
  const posts = async (table: 'staff_departments' | 'staff_jobs'): Promise<Map<number, Post>> => {
    const rows = await store.selectFrom(table).selectAll().execute();
    return new Map(rows.map((row) => [row.id, row]));
  };

  const post = async (
    table: 'staff_departments' | 'staff_jobs',
    wanted: { name: string; slug: string } | null,
  ): Promise<number | null> => {
    if (wanted === null) return null;
    const present = await store
      .selectFrom(table)
      .select('id')
      .where('slug', '=', wanted.slug)
      .executeTakeFirst();
    if (present !== undefined) return present.id;
    const { name, slug } = wanted;
    const added = await store
      .insertInto(table)
      .values({ name, slug })
      .returning('id')
      .executeTakeFirstOrThrow();
    return added.id;
  };

  const hotels = async (): Promise<Hotel[]> =>
    store
      .selectFrom('hotels')
      .innerJoin('organisations', 'organisations.id', 'hotels.organisation_id')
      .select(['organisations.id', 'organisations.name', 'hotels.slug'])
      .execute();

  const all = async (): Promise<StaffMember[]> => {
    const rows = await store.selectFrom('staff').selectAll().orderBy('id').execute();
    const departments = await posts('staff_departments');
    const jobs = await posts('staff_jobs');
    const houses = new Map((await hotels()).map((hotel) => [hotel.id, hotel]));
    const persons = new Map((await people.all()).map((person) => [person.id, person]));
    return rows.flatMap((row) => {
      const person = persons.get(row.person_id);
      const hotel = houses.get(row.hotel_id);
      if (person === undefined || hotel === undefined) return [];
      return {
        id: row.id,
        person,
        hotel,
        department: departments.get(row.department_id ?? 0) ?? null,
        job: jobs.get(row.job_id ?? 0) ?? null,
        accessLevel: row.access_level,
        email: row.email,
        phone: row.phone,
        isOnDuty: row.is_on_duty === 1,
        isActive: row.is_active === 1,
        pushToken: row.push_token,
      };
    });
  };

  return {
    all,

    async ofPerson(personId: number): Promise<StaffMember | undefined> {
      return (await all()).find(({ person }) => person.id === personId);
    },

    async hotelNamed(slug: string): Promise<Hotel | undefined> {
      return (await hotels()).find((hotel) => hotel.slug === slug);
    },

    /** Makes a hotel of an organisation. */
    async addHotel(organisationId: number, slug: string): Promise<void> {
      await store.insertInto('hotels').values({ organisation_id: organisationId, slug }).execute();
    },

    async add(member: NewStaffMember): Promise<void> {
      await store
        .insertInto('staff')
        .values({
          ...(member.id === undefined ? {} : { id: member.id }),
          person_id: member.personId,
          hotel_id: member.hotelId,
          department_id: await post('staff_departments', member.department),
          job_id: await post('staff_jobs', member.job),
          access_level: member.accessLevel ?? 'regular_staff',
          email: member.email ?? null,
          phone: member.phone ?? null,
          is_on_duty: member.isOnDuty === true ? 1 : 0,
          is_active: member.isActive === false ? 0 : 1,
          push_token: null,
        })
        .execute();
    },

    /** Takes somebody off the roster; their login keeps working. */
    async setActive(id: number, isActive: boolean): Promise<void> {
      await store
        .updateTable('staff')
        .set({ is_active: isActive ? 1 : 0 })
        .where('id', '=', id)
        .execute();
    },

    /** One device each: the last one wins. */
    async setPushToken(id: number, token: string): Promise<void> {
      await store.updateTable('staff').set({ push_token: token }).where('id', '=', id).execute();
    },

    /** Takes back a token that is good for nothing any more; a newer one stays. */
    async forgetPushToken(id: number, token: string): Promise<void> {
      await store
        .updateTable('staff')
        .set({ push_token: null })
        .where('id', '=', id)
        .where('push_token', '=', token)
        .execute();
    },

    async tokenOf(personId: number): Promise<string | undefined> {
      const row = await store
        .selectFrom('staff_tokens')
        .select('token')
        .where('person_id', '=', personId)
        .executeTakeFirst();
      return row?.token;
    },

    async personOfToken(token: string): Promise<number | undefined> {
      const row = await store
        .selectFrom('staff_tokens')
        .select('person_id')
        .where('token', '=', token)
        .executeTakeFirst();
      return row?.person_id;
    },

    async setToken(personId: number, token: string): Promise<void> {
      await store
        .insertInto('staff_tokens')
        .values({ person_id: personId, token })
        .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ token }))
        .execute();
    },
  };
}
