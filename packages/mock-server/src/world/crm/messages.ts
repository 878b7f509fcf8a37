import type { ExpressionBuilder, Selectable } from 'kysely';
import type { Store } from '../../store/open-store';
import type { Schema } from '../../store/schema';
import type { WorldClock } from '../clock';
import type { CrmMessage } from './types';

/** Whose messages, of which organisation; null for all. */
export interface Sight {
  personId: number;
  organisationId: number | null;
}

export interface NewCrmMessage {
  senderId: number;
  recipientId: number;
  content: string;
  organisationId: number | null;
  type?: string;
  subject?: string | null;
  leadId?: number | null;
  dealId?: number | null;
  customerId?: number | null;
  attachments?: unknown;
}

export type CrmMessageChange = Partial<NewCrmMessage>;

/** What messages can be listed by. */
export const messageOrders = [
  'id',
  'created_at',
  'updated_at',
  'read_at',
  'is_read',
  'content',
  'subject',
  'message_type',
] as const;
export type MessageOrder = (typeof messageOrders)[number];

const toMessage = (row: Selectable<Schema['crm_messages']>): CrmMessage => ({
  id: row.id,
  senderId: row.sender_id,
  recipientId: row.recipient_id,
  type: row.type,
  subject: row.subject,
  content: row.content,
  organisationId: row.organisation_id,
  readAt: row.read_at,
  leadId: row.lead_id,
  dealId: row.deal_id,
  customerId: row.customer_id,
  attachments: JSON.parse(row.attachments) as unknown,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const columns = (change: CrmMessageChange) => ({
  ...(change.senderId === undefined ? {} : { sender_id: change.senderId }),
  ...(change.recipientId === undefined ? {} : { recipient_id: change.recipientId }),
  ...(change.content === undefined ? {} : { content: change.content }),
  ...(change.organisationId === undefined ? {} : { organisation_id: change.organisationId }),
  ...(change.type === undefined ? {} : { type: change.type }),
  ...(change.subject === undefined ? {} : { subject: change.subject }),
  ...(change.leadId === undefined ? {} : { lead_id: change.leadId }),
  ...(change.dealId === undefined ? {} : { deal_id: change.dealId }),
  ...(change.customerId === undefined ? {} : { customer_id: change.customerId }),
  ...(change.attachments === undefined ? {} : { attachments: JSON.stringify(change.attachments) }),
});

const orderColumn: Record<MessageOrder, keyof Schema['crm_messages']> = {
  id: 'id',
  created_at: 'created_at',
  updated_at: 'updated_at',
  read_at: 'read_at',
  is_read: 'read_at',
  content: 'content',
  subject: 'subject',
  message_type: 'type',
};

/** Messages from person to person; no conversation holds them. */
export function createCrmMessages(store: Store, clock: WorldClock) {
  const seenBy =
    ({ personId, organisationId }: Sight) =>
    (is: ExpressionBuilder<Schema, 'crm_messages'>) =>
      is.and([
        is.or([is('sender_id', '=', personId), is('recipient_id', '=', personId)]),
        ...(organisationId === null ? [] : [is('organisation_id', '=', organisationId)]),
      ]);
  const select = (sight: Sight) => store.selectFrom('crm_messages').where(seenBy(sight));
  const between = (one: number, other: number) => (is: ExpressionBuilder<Schema, 'crm_messages'>) =>
    is.or([
      is.and([is('sender_id', '=', one), is('recipient_id', '=', other)]),
      is.and([is('sender_id', '=', other), is('recipient_id', '=', one)]),
    ]);

  return {
    async find(id: number, sight?: Sight): Promise<CrmMessage | undefined> {
      const query = sight === undefined ? store.selectFrom('crm_messages') : select(sight);
      const row = await query.selectAll().where('id', '=', id).executeTakeFirst();
      return row && toMessage(row);
    },

    async count(sight: Sight): Promise<number> {
      const { total } = await select(sight)
        .select(({ fn }) => fn.countAll().as('total'))
        .executeTakeFirstOrThrow();
      return Number(total);
    },

    async list(
      sight: Sight,
      range: {
        orders: readonly { by: MessageOrder; isDescending: boolean }[];
        offset: number;
        limit: number;
      },
    ): Promise<CrmMessage[]> {
      let query = select(sight).selectAll();
      for (const { by, isDescending } of range.orders) {
        query = query.orderBy(orderColumn[by], isDescending ? 'desc' : 'asc');
      }
      const rows = await query.offset(range.offset).limit(range.limit).execute();
      return rows.map(toMessage);
    },

    /** The oldest of a thread, oldest first. */
    async oldestWith(sight: Sight, otherId: number, limit: number): Promise<CrmMessage[]> {
      const rows = await select(sight)
        .where(between(sight.personId, otherId))
        .selectAll()
        .orderBy('created_at')
        .limit(limit)
        .execute();
      return rows.map(toMessage);
    },

    /** Whether these two have written to each other there (null: outside any organisation). */
    async hasBetween(one: number, other: number, organisationId: number | null): Promise<boolean> {
      const row = await store
        .selectFrom('crm_messages')
        .select('id')
        .where(between(one, other))
        .where('organisation_id', organisationId === null ? 'is' : '=', organisationId)
        .executeTakeFirst();
      return row !== undefined;
    },

    async unreadCount({ personId, organisationId }: Sight): Promise<number> {
      const { total } = await store
        .selectFrom('crm_messages')
        .select(({ fn }) => fn.countAll().as('total'))
        .where('recipient_id', '=', personId)
        .where('read_at', 'is', null)
        .$if(organisationId !== null, (query) => query.where('organisation_id', '=', organisationId))
        .executeTakeFirstOrThrow();
      return Number(total);
    },

    async add(message: NewCrmMessage): Promise<CrmMessage> {
      const createdAt = clock.now();
      const row = await store
        .insertInto('crm_messages')
        .values({
          sender_id: message.senderId,
          recipient_id: message.recipientId,
          content: message.content,
          organisation_id: message.organisationId,
          type: 'text',
          subject: null,
          lead_id: null,
          deal_id: null,
          customer_id: null,
          attachments: '[]',
          ...columns(message),
          read_at: null,
          created_at: createdAt,
          updated_at: clock.now(),
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      return toMessage(row);
    },

    async change(id: number, change: CrmMessageChange): Promise<void> {
      await store
        .updateTable('crm_messages')
        .set({ ...columns(change), updated_at: clock.now() })
        .where('id', '=', id)
        .execute();
    },

    /** Reading moves no other time. */
    async markRead(id: number): Promise<void> {
      await store
        .updateTable('crm_messages')
        .set({ read_at: clock.now() })
        .where('id', '=', id)
        .where('read_at', 'is', null)
        .execute();
    },

    async erase(id: number): Promise<void> {
      await store.deleteFrom('crm_messages').where('id', '=', id).execute();
    },
  };
}
