import type { Selectable } from 'kysely';
import type { Store } from '../store/open-store';
import type { Schema } from '../store/schema';
import type { WorldClock } from './clock';
import type { BareMessage } from './types';

/** What stands where a deleted message stood. */
const deletedText = '[This message was deleted]';

export interface NewMessage {
  conversationId: number;
  senderId: number | null;
  content: string;
  replyToId?: number | null;
}

export interface MessageRange {
  order: 'newest-first' | 'oldest-first';
  beforeId?: number;
  limit?: number;
  offset?: number;
}

export const toBareMessage = (row: Selectable<Schema['messages']>): BareMessage => ({
  id: row.id,
  conversationId: row.conversation_id,
  senderId: row.sender_id,
  content: row.content,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  isEdited: row.is_edited === 1,
  isDeleted: row.is_deleted === 1,
  replyToId: row.reply_to_id,
});

export function createMessages(store: Store, clock: WorldClock) {
  return {
    async find(id: number): Promise<BareMessage | undefined> {
      const row = await store.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toBareMessage(row);
    },

    async list(conversationId: number, range: MessageRange): Promise<BareMessage[]> {
      let query = store.selectFrom('messages').selectAll().where('conversation_id', '=', conversationId);
      if (range.beforeId !== undefined) query = query.where('id', '<', range.beforeId);
      if (range.limit !== undefined) query = query.limit(range.limit).offset(range.offset ?? 0);
      const rows = await query.orderBy('id', range.order === 'newest-first' ? 'desc' : 'asc').execute();
      return rows.map(toBareMessage);
    },

    async count(conversationId: number): Promise<number> {
      const { total } = await store
        .selectFrom('messages')
        .select(({ fn }) => fn.countAll().as('total'))
        .where('conversation_id', '=', conversationId)
        .executeTakeFirstOrThrow();
      return Number(total);
    },

    /** The id of the newest message per conversation. */
    async newestIds(conversationIds: number[]): Promise<Map<number, number>> {
      if (conversationIds.length === 0) return new Map();
      const rows = await store
        .selectFrom('messages')
        .select(({ fn }) => ['conversation_id', fn.max('id').as('newest')])
        .where('conversation_id', 'in', conversationIds)
        .groupBy('conversation_id')
        .execute();
      return new Map(rows.map((row) => [row.conversation_id, Number(row.newest)]));
    },

    /** Messages per conversation that the person has not marked read, their own included. */
    async unmarkedCounts(conversationIds: number[], personId: number): Promise<Map<number, number>> {
      if (conversationIds.length === 0) return new Map();
      const rows = await store
        .selectFrom('messages')
        .leftJoin('reads', (join) =>
          join.onRef('reads.message_id', '=', 'messages.id').on('reads.person_id', '=', personId),
        )
        .select(({ fn }) => ['messages.conversation_id', fn.countAll().as('total')])
        .where('messages.conversation_id', 'in', conversationIds)
        .where('reads.id', 'is', null)
        .groupBy('messages.conversation_id')
        .execute();
      return new Map(rows.map((row) => [row.conversation_id, Number(row.total)]));
    },

    async add(message: NewMessage): Promise<BareMessage> {
      const now = clock.now();
      const row = await store
        .insertInto('messages')
        .values({
          conversation_id: message.conversationId,
          sender_id: message.senderId,
          content: message.content,
          created_at: now,
          updated_at: now,
          is_edited: 0,
          is_deleted: 0,
          reply_to_id: message.replyToId ?? null,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      return toBareMessage(row);
    },

    async edit(id: number, content: string): Promise<void> {
      await store
        .updateTable('messages')
        .set({ content, is_edited: 1, updated_at: clock.now() })
        .where('id', '=', id)
        .execute();
    },

    async markDeleted(id: number): Promise<void> {
      await store
        .updateTable('messages')
        .set({ content: deletedText, is_deleted: 1, updated_at: clock.now() })
        .where('id', '=', id)
        .execute();
    },

    /** Removes the row itself; what quoted it quotes nothing from then on. */
    async erase(id: number): Promise<void> {
      await store.updateTable('messages').set({ reply_to_id: null }).where('reply_to_id', '=', id).execute();
      await store.deleteFrom('messages').where('id', '=', id).execute();
    },

    async setDelivery(id: number, status: string): Promise<number> {
      const changedAt = clock.now();
      await store
        .insertInto('deliveries')
        .values({ message_id: id, status, changed_at: changedAt })
        .onConflict((conflict) =>
          conflict.column('message_id').doUpdateSet({ status, changed_at: changedAt }),
        )
        .execute();
      return changedAt;
    },
  };
}
