import type { Selectable } from 'kysely';
import type { Store } from '../../store/open-store';
import type { Schema } from '../../store/schema';
import type { WorldClock } from '../clock';
import type { CrmPerson, CrmProfile, ProfileType } from './types';

export interface NewProfile {
  id?: number;
  /** Null for an employee without an account. */
  personId: number | null;
  organisationId: number | null;
  organisationName?: string | null;
  type: ProfileType;
  isPrimary: boolean;
  status?: string;
  activatedAt?: number | null;
}

const isProfileType = (type: string): type is ProfileType =>
  type === 'vendor' || type === 'employee' || type === 'customer';

function toProfile(row: Selectable<Schema['crm_profiles']>): CrmProfile {
  if (row.person_id === null) throw new Error(`Profile ${row.id} has no account any more`);
  if (!isProfileType(row.type)) throw new Error(`Profile ${row.id} is of an unknown type`);
  return {
    id: row.id,
    personId: row.person_id,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    type: row.type,
    isPrimary: row.is_primary === 1,
    status: row.status,
    activatedAt: row.activated_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Hats, tokens and what else the CRM keeps of a person. */
export function createCrmPeople(store: Store, clock: WorldClock) {
  const upsert = async (personId: number, values: Partial<Schema['crm_people']>): Promise<void> => {
    await store
      .insertInto('crm_people')
      .values({
        person_id: personId,
        title: null,
        department: null,
        last_login_at: null,
        token: null,
        ...values,
      })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
      .execute();
  };
  const profiles = () => store.selectFrom('crm_profiles').selectAll();

  return {
    describe: (personId: number, { title, department }: { title?: string; department?: string }) =>
      upsert(personId, { title: title ?? null, department: department ?? null }),

    noteLogin: (personId: number) => upsert(personId, { last_login_at: clock.now() }),

    async find(personId: number): Promise<CrmPerson> {
      const row = await store
        .selectFrom('crm_people')
        .selectAll()
        .where('person_id', '=', personId)
        .executeTakeFirst();
      return {
        title: row?.title ?? null,
        department: row?.department ?? null,
        lastLoginAt: row?.last_login_at ?? null,
      };
    },

    /** The person's older token, made where there is none. */
    async token(personId: number, make: () => string): Promise<string> {
      const row = await store
        .selectFrom('crm_people')
        .select('token')
        .where('person_id', '=', personId)
        .executeTakeFirst();
      if (row?.token != null) return row.token;
      const token = make();
      await upsert(personId, { token });
      return token;
    },

    async withToken(token: string): Promise<number | undefined> {
      const row = await store
        .selectFrom('crm_people')
        .select('person_id')
        .where('token', '=', token)
        .executeTakeFirst();
      return row?.person_id;
    },

    /** False where there was none. */
    async dropToken(personId: number): Promise<boolean> {
      const { numUpdatedRows } = await store
        .updateTable('crm_people')
        .set({ token: null })
        .where('person_id', '=', personId)
        .where('token', 'is not', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async addProfile(profile: NewProfile): Promise<void> {
      const now = clock.now();
      await store
        .insertInto('crm_profiles')
        .values({
          ...(profile.id === undefined ? {} : { id: profile.id }),
          person_id: profile.personId,
          organisation_id: profile.organisationId,
          organisation_name: profile.organisationName ?? null,
          type: profile.type,
          is_primary: profile.isPrimary ? 1 : 0,
          status: profile.status ?? 'active',
          activated_at: profile.activatedAt ?? null,
          created_at: now,
          updated_at: clock.now(),
        })
        .execute();
    },

    async profilesOf(personId: number): Promise<CrmProfile[]> {
      const rows = await profiles()
        .where('person_id', '=', personId)
        .orderBy('organisation_id')
        .orderBy('id')
        .execute();
      return rows.map(toProfile);
    },

    /** Hats of people with an account. */
    async profilesIn(organisationId: number, types: readonly ProfileType[]): Promise<CrmProfile[]> {
      const rows = await profiles()
        .where('organisation_id', '=', organisationId)
        .where('person_id', 'is not', null)
        .where('type', 'in', types)
        .where('status', '=', 'active')
        .orderBy('id')
        .execute();
      return rows.map(toProfile);
    },

    /** Where an account is removed its hats stay behind. */
    async hasEmployeeWithoutAccount(organisationId: number): Promise<boolean> {
      const row = await profiles()
        .where('organisation_id', '=', organisationId)
        .where('type', '=', 'employee')
        .where('person_id', 'is', null)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Ids of everybody who has a hat at all. */
    async withProfiles(): Promise<number[]> {
      const rows = await profiles().orderBy('id').execute();
      return [...new Set(rows.flatMap((row) => row.person_id ?? []))];
    },

    async setPrimary(profile: CrmProfile): Promise<void> {
      await store
        .updateTable('crm_profiles')
        .set({ is_primary: 0 })
        .where('person_id', '=', profile.personId)
        .execute();
      await store.updateTable('crm_profiles').set({ is_primary: 1 }).where('id', '=', profile.id).execute();
    },

    async setStatus(profileId: number, status: string): Promise<void> {
      await store.updateTable('crm_profiles').set({ status }).where('id', '=', profileId).execute();
    },
  };
}
