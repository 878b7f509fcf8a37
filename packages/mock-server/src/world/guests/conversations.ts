import type { Store } from '../../store/open-store';
import type { createConversations } from '../conversations';
import type { GuestConversation, GuestStatus } from './types';

const guestKind = 'guest';

export interface NewGuestConversation {
  stayId: number | null;
  status: GuestStatus;
  departmentId?: number | null;
  contextData?: Record<string, unknown>;
}

/** Conversations with guests; the two lists are what staff of a hotel may see. */
export function createGuestConversations(
  store: Store,
  conversations: ReturnType<typeof createConversations>,
) {
  const select = () =>
    store
      .selectFrom('conversations')
      .innerJoin('guest_conversations as about', 'about.conversation_id', 'conversations.id')
      .leftJoin('guest_stays as stay', 'stay.id', 'about.stay_id')
      .leftJoin('guests as guest', 'guest.id', 'stay.guest_id')
      .leftJoin('guest_departments as department', 'department.id', 'about.department_id')
      .select([
        'conversations.id',
        'conversations.number',
        'conversations.created_at',
        'conversations.updated_at',
        'about.status',
        'about.stay_id',
        'about.department_id',
        'about.context_data',
        'stay.organisation_id as stay_organisation',
        'stay.room_number',
        'guest.full_name',
        'guest.phone',
        'department.name as department_name',
        'department.organisation_id as department_organisation',
      ]);

  type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

  const toConversation = (row: Row): GuestConversation => ({
    id: row.id,
    number: row.number,
    status: row.status as GuestStatus,
    stay:
      row.stay_id === null
        ? null
        : {
            id: row.stay_id,
            guestName: row.full_name ?? '',
            guestPhone: row.phone ?? '',
            roomNumber: row.room_number ?? '',
            organisationId: row.stay_organisation ?? 0,
          },
    department:
      row.department_id === null
        ? null
        : {
            id: row.department_id,
            name: row.department_name ?? '',
            organisationId: row.department_organisation ?? 0,
          },
    contextData: JSON.parse(row.context_data),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  });

  const where = async (
    column: 'conversations.id' | 'conversations.number' | 'about.stay_id' | 'guest.phone' | 'guest.full_name',
    value: number | string,
  ): Promise<GuestConversation | undefined> => {
    const row = await select()
      .where(column, '=', value)
      .orderBy('conversations.id', 'desc')
      .executeTakeFirst();
    return row && toConversation(row);
  };

  return {
    byId: (id: number) => where('conversations.id', id),
    numbered: (number: number) => where('conversations.number', number),
    ofStay: (stayId: number) => where('about.stay_id', stayId),
    ofPhone: (phone: string) => where('guest.phone', phone),
    ofGuest: (fullName: string) => where('guest.full_name', fullName),

    /** One without a stay, by the number its guest writes from. */
    async demonstrationOf(phone: string): Promise<GuestConversation | undefined> {
      const rows = await select().where('about.stay_id', 'is', null).execute();
      return rows.map(toConversation).find(({ contextData }) => {
        const told = contextData as { phone_number?: unknown };
        return told.phone_number === phone;
      });
    },

    /** Those a department of the hotel talks in, last changed first. */
    async relayed(organisationId: number): Promise<GuestConversation[]> {
      const rows = await select()
        .where('about.status', '=', 'relay')
        .where('department.organisation_id', '=', organisationId)
        .orderBy('conversations.updated_at', 'desc')
        .execute();
      return rows.map(toConversation);
    },

    /** Those of the hotel's guests that nobody talks in, last changed first. */
    async active(organisationId: number): Promise<GuestConversation[]> {
      const rows = await select()
        .where('about.status', '=', 'active')
        .where('stay.organisation_id', '=', organisationId)
        .orderBy('conversations.updated_at', 'desc')
        .execute();
      return rows.map(toConversation);
    },

    async add(wish: NewGuestConversation): Promise<GuestConversation> {
      const { id } = await conversations.add({ kind: guestKind, organisationId: null, createdBy: null });
      await store
        .insertInto('guest_conversations')
        .values({
          conversation_id: id,
          stay_id: wish.stayId,
          status: wish.status,
          department_id: wish.departmentId ?? null,
          context_data: JSON.stringify(wish.contextData ?? {}),
        })
        .execute();
      const added = await where('conversations.id', id);
      if (added === undefined) throw new Error(`Guest conversation ${id} vanished while it was created`);
      return added;
    },

    async setStatus(id: number, status: GuestStatus, departmentId: number | null): Promise<void> {
      await store
        .updateTable('guest_conversations')
        .set({ status, department_id: departmentId })
        .where('conversation_id', '=', id)
        .execute();
      await conversations.touch(id);
    },
  };
}
