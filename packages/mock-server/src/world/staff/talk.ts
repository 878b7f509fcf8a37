import type { Store } from '../../store/open-store';
import type { Microseconds } from '../../store/schema';
import type { WorldClock } from '../clock';
import { toBareMessage } from '../messages';
import type { BareMessage } from '../types';

/** What staff chat knows of a message besides. */
export interface StaffMessage {
  editedAt: Microseconds | null;
  deletedAt: Microseconds | null;
  /** Staff ids. */
  mentions: number[];
}

/** Questions about the talk of a hotel's staff that no other talk asks. */
export function createStaffTalk(store: Store, clock: WorldClock) {
  return {
    /** The newest messages before an id, oldest first; deleted ones are left out. */
    async page(
      conversationId: number,
      range: { limit: number; beforeId: number | undefined },
    ): Promise<{ messages: BareMessage[]; hasMore: boolean }> {
      let query = store
        .selectFrom('messages')
        .selectAll()
        .where('conversation_id', '=', conversationId)
        .where('is_deleted', '=', 0);
      if (range.beforeId !== undefined) query = query.where('id', '<', range.beforeId);
      const rows = await query
        .orderBy('created_at', 'desc')
        .limit(range.limit + 1)
        .execute();
      return {
        messages: rows.slice(0, range.limit).map(toBareMessage).reverse(),
        hasMore: rows.length > range.limit,
      };
    },

    /** The last message that is not deleted, by conversation. */
    async lastOf(conversationIds: number[]): Promise<Map<number, BareMessage>> {
      if (conversationIds.length === 0) return new Map();
      const rows = await store
        .selectFrom('messages')
        .select(({ fn }) => fn.max('id').as('id'))
        .where('conversation_id', 'in', conversationIds)
        .where('is_deleted', '=', 0)
        .groupBy('conversation_id')
        .execute();
      const ids = rows.map(({ id }) => Number(id));
      if (ids.length === 0) return new Map();
      const last = await store.selectFrom('messages').selectAll().where('id', 'in', ids).execute();
      return new Map(last.map((row) => [row.conversation_id, toBareMessage(row)]));
    },

    /** Ids of others' messages that this person has not read, by conversation, oldest first. */
    async unread(conversationIds: number[], personId: number): Promise<Map<number, number[]>> {
      const found = new Map<number, number[]>();
      if (conversationIds.length === 0) return found;
      const rows = await store
        .selectFrom('messages')
        .leftJoin('reads', (join) =>
          join.onRef('reads.message_id', '=', 'messages.id').on('reads.person_id', '=', personId),
        )
        .select(['messages.id', 'messages.conversation_id'])
        .where('messages.conversation_id', 'in', conversationIds)
        .where('messages.sender_id', '!=', personId)
        .where('messages.is_deleted', '=', 0)
        .where('reads.id', 'is', null)
        .orderBy('messages.id')
        .execute();
      for (const { id, conversation_id } of rows) {
        found.set(conversation_id, [...(found.get(conversation_id) ?? []), id]);
      }
      return found;
    },

    /** How many of others' messages not everybody of `readers` has read: what lists count as unread. */
    async notReadByAll(conversationId: number, personId: number, readers: number): Promise<number> {
      const rows = await store
        .selectFrom('messages')
        .leftJoin('reads', 'reads.message_id', 'messages.id')
        .select(({ fn }) => ['messages.id', fn.count('reads.id').as('total')])
        .where('messages.conversation_id', '=', conversationId)
        .where('messages.sender_id', '!=', personId)
        .where('messages.is_deleted', '=', 0)
        .groupBy('messages.id')
        .execute();
      return rows.filter(({ total }) => Number(total) < readers).length;
    },

    async besides(messageIds: number[]): Promise<Map<number, StaffMessage>> {
      if (messageIds.length === 0) return new Map();
      const rows = await store
        .selectFrom('staff_messages')
        .selectAll()
        .where('message_id', 'in', messageIds)
        .execute();
      return new Map(
        rows.map((row) => [
          row.message_id,
          {
            editedAt: row.edited_at,
            deletedAt: row.deleted_at,
            mentions: JSON.parse(row.mentions) as number[],
          },
        ]),
      );
    },

    async note(messageId: number, mentions: number[]): Promise<void> {
      await store
        .insertInto('staff_messages')
        .values({
          message_id: messageId,
          edited_at: null,
          deleted_at: null,
          mentions: JSON.stringify(mentions),
        })
        .execute();
    },

    async noteChange(messageId: number, change: 'edited_at' | 'deleted_at'): Promise<Microseconds> {
      const at = clock.now();
      await store
        .updateTable('staff_messages')
        .set(change === 'edited_at' ? { edited_at: at } : { deleted_at: at })
        .where('message_id', '=', messageId)
        .execute();
      return at;
    },

    /** Notes the claimed types of the files a message has got; in the order they were added. */
    async noteFiles(messageId: number, mediaTypes: readonly string[]): Promise<number[]> {
      const rows = await store
        .selectFrom('attachments')
        .select('id')
        .where('message_id', '=', messageId)
        .orderBy('id', 'desc')
        .limit(mediaTypes.length)
        .execute();
      const ids = rows.map(({ id }) => id).reverse();
      for (const [index, id] of ids.entries()) {
        await store
          .insertInto('staff_files')
          .values({ attachment_id: id, media_type: mediaTypes[index] ?? '' })
          .execute();
      }
      return ids;
    },

    async mediaTypes(attachmentIds: number[]): Promise<Map<number, string>> {
      if (attachmentIds.length === 0) return new Map();
      const rows = await store
        .selectFrom('staff_files')
        .selectAll()
        .where('attachment_id', 'in', attachmentIds)
        .execute();
      return new Map(rows.map((row) => [row.attachment_id, row.media_type]));
    },

    async noteKind(conversationId: number, isGroup: boolean): Promise<void> {
      await store
        .insertInto('staff_conversations')
        .values({ conversation_id: conversationId, is_group: isGroup ? 1 : 0 })
        .onConflict((conflict) =>
          conflict.column('conversation_id').doUpdateSet({ is_group: isGroup ? 1 : 0 }),
        )
        .execute();
    },

    async groupsAmong(conversationIds: number[]): Promise<Set<number>> {
      if (conversationIds.length === 0) return new Set();
      const rows = await store
        .selectFrom('staff_conversations')
        .select('conversation_id')
        .where('conversation_id', 'in', conversationIds)
        .where('is_group', '=', 1)
        .execute();
      return new Set(rows.map((row) => row.conversation_id));
    },

    async messageOfAttachment(id: number): Promise<number | undefined> {
      const row = await store
        .selectFrom('attachments')
        .select('message_id')
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.message_id;
    },

    async removeAttachment(id: number): Promise<void> {
      await store.deleteFrom('attachments').where('id', '=', id).execute();
    },
  };
}
