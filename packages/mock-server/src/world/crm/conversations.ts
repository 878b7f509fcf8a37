import type { ExpressionBuilder, Selectable } from 'kysely';
import type { Store } from '../../store/open-store';
import type { Schema } from '../../store/schema';
import type { WorldClock } from '../clock';
import type { Sight } from './messages';
import type { CrmConversation, CrmMessage } from './types';

/** What conversations can be listed by. */
export const conversationOrders = ['id', 'last_message_at', 'created_at', 'updated_at'] as const;
export type ConversationOrder = (typeof conversationOrders)[number];

const toConversation = (row: Selectable<Schema['crm_conversations']>): CrmConversation => ({
  id: row.id,
  oneId: row.one_id,
  otherId: row.other_id,
  organisationId: row.organisation_id,
  lastMessageId: row.last_message_id,
  lastMessageAt: row.last_message_at,
  oneUnread: row.one_unread,
  otherUnread: row.other_unread,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** Rows derived from messages as they were sent, never computed anew: they keep what was true then. */
export function createCrmConversations(store: Store, clock: WorldClock) {
  const seenBy =
    ({ personId, organisationId }: Sight) =>
    (is: ExpressionBuilder<Schema, 'crm_conversations'>) =>
      is.and([
        is.or([is('one_id', '=', personId), is('other_id', '=', personId)]),
        ...(organisationId === null ? [] : [is('organisation_id', '=', organisationId)]),
      ]);

  const between = async (one: number, other: number, organisationId: number | null) => {
    const rows = await store
      .selectFrom('crm_conversations')
      .selectAll()
      .where('one_id', '=', Math.min(one, other))
      .where('other_id', '=', Math.max(one, other))
      .where('organisation_id', organisationId === null ? 'is' : '=', organisationId)
      .orderBy('id')
      .execute();
    return rows.map(toConversation);
  };

  const add = async (one: number, other: number, organisationId: number | null): Promise<CrmConversation> => {
    const createdAt = clock.now();
    const row = await store
      .insertInto('crm_conversations')
      .values({
        one_id: Math.min(one, other),
        other_id: Math.max(one, other),
        organisation_id: organisationId,
        last_message_id: null,
        last_message_at: null,
        one_unread: 0,
        other_unread: 0,
        created_at: createdAt,
        updated_at: clock.now(),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return toConversation(row);
  };

  const unreadOf = ({ recipientId }: CrmMessage, conversation: CrmConversation) =>
    recipientId === conversation.oneId
      ? { column: 'one_unread' as const, count: conversation.oneUnread }
      : { column: 'other_unread' as const, count: conversation.otherUnread };

  return {
    /** More than one only outside organisations, where nothing keeps a race from making two. */
    between,
    add,

    async find(id: number, sight: Sight): Promise<CrmConversation | undefined> {
      const row = await store
        .selectFrom('crm_conversations')
        .selectAll()
        .where(seenBy(sight))
        .where('id', '=', id)
        .executeTakeFirst();
      return row && toConversation(row);
    },

    async count(sight: Sight): Promise<number> {
      const { total } = await store
        .selectFrom('crm_conversations')
        .select(({ fn }) => fn.countAll().as('total'))
        .where(seenBy(sight))
        .executeTakeFirstOrThrow();
      return Number(total);
    },

    async list(
      sight: Sight,
      range: {
        orders: readonly { by: ConversationOrder; isDescending: boolean }[];
        offset: number;
        limit: number;
      },
    ): Promise<CrmConversation[]> {
      let query = store.selectFrom('crm_conversations').selectAll().where(seenBy(sight));
      for (const { by, isDescending } of range.orders)
        query = query.orderBy(by, isDescending ? 'desc' : 'asc');
      const rows = await query.offset(range.offset).limit(range.limit).execute();
      return rows.map(toConversation);
    },

    async noteSent(conversation: CrmConversation, message: CrmMessage): Promise<void> {
      const { column, count } = unreadOf(message, conversation);
      await store
        .updateTable('crm_conversations')
        .set({
          last_message_id: message.id,
          last_message_at: clock.now(),
          [column]: count + 1,
          updated_at: clock.now(),
        })
        .where('id', '=', conversation.id)
        .execute();
    },

    /** One unread less for whoever read it, never below none. */
    async noteRead(conversation: CrmConversation, message: CrmMessage): Promise<void> {
      const { column, count } = unreadOf(message, conversation);
      await store
        .updateTable('crm_conversations')
        .set({ [column]: Math.max(0, count - 1), updated_at: clock.now() })
        .where('id', '=', conversation.id)
        .execute();
    },
  };
}
