import type { Store } from '../../store/open-store';
import type { GuestStaff } from './types';

export interface NewStaff {
  personId: number;
  userType: string;
  /** None for those of the platform. */
  organisationId?: number | null;
  phoneNumber?: string;
  isVerified?: boolean;
  isStaff?: boolean;
}

export interface NewStay {
  id?: number;
  organisationId: number;
  guestName: string;
  guestPhone: string;
  roomNumber: string;
}

/** Hotels with their departments, staff and stays. */
export function createGuestHotels(store: Store) {
  return {
    async addHotel(organisationId: number, uuid: string): Promise<void> {
      await store
        .insertInto('guest_hotels')
        .values({ organisation_id: organisationId, uuid })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    async addStaff(staff: NewStaff): Promise<void> {
      await store
        .insertInto('guest_staff')
        .values({
          person_id: staff.personId,
          organisation_id: staff.organisationId ?? null,
          user_type: staff.userType,
          phone_number: staff.phoneNumber ?? '',
          is_verified: staff.isVerified === false ? 0 : 1,
          is_staff: staff.isStaff === true ? 1 : 0,
        })
        .execute();
    },

    async staff(personId: number): Promise<GuestStaff | undefined> {
      const row = await store
        .selectFrom('guest_staff')
        .leftJoin('guest_hotels', 'guest_hotels.organisation_id', 'guest_staff.organisation_id')
        .selectAll('guest_staff')
        .select('guest_hotels.uuid')
        .where('person_id', '=', personId)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { organisation_id: organisationId, uuid } = row;
      return {
        personId,
        userType: row.user_type,
        phoneNumber: row.phone_number,
        isVerified: row.is_verified === 1,
        isStaff: row.is_staff === 1,
        hotel: organisationId === null || uuid === null ? null : { organisationId, uuid },
      };
    },

    async staffIds(): Promise<number[]> {
      const rows = await store.selectFrom('guest_staff').select('person_id').orderBy('person_id').execute();
      return rows.map((row) => row.person_id);
    },

    async addDepartment(organisationId: number, name: string): Promise<number> {
      const { id } = await store
        .insertInto('guest_departments')
        .values({ organisation_id: organisationId, name })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },

    /** Ids by name. */
    async departments(organisationId: number): Promise<Map<string, number>> {
      const rows = await store
        .selectFrom('guest_departments')
        .select(['id', 'name'])
        .where('organisation_id', '=', organisationId)
        .orderBy('id')
        .execute();
      return new Map(rows.map(({ id, name }) => [name, id]));
    },

    /** The department that takes what nobody else is asked for: the first. */
    async firstDepartment(organisationId: number): Promise<number | undefined> {
      const row = await store
        .selectFrom('guest_departments')
        .select('id')
        .where('organisation_id', '=', organisationId)
        .orderBy('id')
        .executeTakeFirst();
      return row?.id;
    },

    async addStay(stay: NewStay): Promise<number> {
      const guest = await store
        .insertInto('guests')
        .values({ full_name: stay.guestName, phone: stay.guestPhone })
        .returning('id')
        .executeTakeFirstOrThrow();
      const { id } = await store
        .insertInto('guest_stays')
        .values({
          ...(stay.id === undefined ? {} : { id: stay.id }),
          guest_id: guest.id,
          organisation_id: stay.organisationId,
          room_number: stay.roomNumber,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },
  };
}
