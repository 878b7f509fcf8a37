import type { Selectable } from 'kysely';
import type { Microseconds, Schema } from '../../store/schema';
import type { Store } from '../../store/open-store';
import type { WorldClock } from '../clock';
import type { createFiles } from '../files';
import type { CommunityFile, CommunityMessage, CommunityRead } from './types';

export interface CommunityUpload {
  name: string;
  kind: string;
  mimeType: string;
  bytes: Uint8Array;
}

export interface NewCommunityMessage {
  conversationId: number;
  senderId: number;
  content: string | null;
  replyToId?: number | null;
  isPinned?: boolean;
  isDeleted?: boolean;
  uploads?: readonly CommunityUpload[];
  /** Who gets it: a row of its delivery each. */
  recipientIds: readonly number[];
}

type Row = Selectable<Schema['messages']> &
  Omit<Selectable<Schema['community_messages']>, 'message_id'> & { conversation_number: number };

export function createCommunityMessages(
  store: Store,
  clock: WorldClock,
  files: ReturnType<typeof createFiles>,
) {
  const select = () =>
    store
      .selectFrom('messages')
      .innerJoin('community_messages', 'community_messages.message_id', 'messages.id')
      .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
      .selectAll('messages')
      .select([
        'conversations.number as conversation_number',
        'community_messages.has_content',
        'community_messages.is_pinned',
        'community_messages.edited_at',
      ]);

  async function load(rows: readonly Row[]): Promise<CommunityMessage[]> {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const attached = await store
      .selectFrom('attachments')
      .innerJoin('community_files', 'community_files.attachment_id', 'attachments.id')
      .selectAll('attachments')
      .select('community_files.mime_type')
      .where('message_id', 'in', ids)
      .orderBy('attachments.id')
      .execute();
    const reads = await store
      .selectFrom('community_reads')
      .selectAll()
      .where('message_id', 'in', ids)
      .orderBy('id')
      .execute();
    return rows.map((row) => ({
      id: row.id,
      conversationId: row.conversation_id,
      conversationNumber: row.conversation_number,
      senderId: row.sender_id ?? 0,
      content: row.has_content === 1 ? row.content : null,
      replyToId: row.reply_to_id,
      isEdited: row.is_edited === 1,
      isPinned: row.is_pinned === 1,
      isDeleted: row.is_deleted === 1,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      editedAt: row.edited_at,
      files: attached
        .filter(({ message_id }) => message_id === row.id)
        .map((file): CommunityFile => ({
          id: file.id,
          kind: file.kind,
          path: file.file_path,
          name: file.name,
          size: file.size,
          mimeType: file.mime_type,
          uploadedAt: file.uploaded_at,
        })),
      reads: reads
        .filter(({ message_id }) => message_id === row.id)
        .map((read): CommunityRead => ({
          id: read.id,
          personId: read.person_id,
          deliveredAt: read.delivered_at,
          readAt: read.read_at,
        })),
    }));
  }

  const setRow = (id: number, values: Partial<Omit<Schema['community_messages'], 'message_id'>>) =>
    store.updateTable('community_messages').set(values).where('message_id', '=', id).execute();
  const touch = (id: number, updatedAt: Microseconds) =>
    store.updateTable('messages').set({ updated_at: updatedAt }).where('id', '=', id).execute();

  async function attach(messageId: number, upload: CommunityUpload, at: Microseconds): Promise<void> {
    const day = new Date(at / 1000).toISOString().slice(0, 10).replaceAll('-', '/');
    const path = await files.add(`messages/attachments/${day}`, upload.name, upload.bytes);
    const { id } = await store
      .insertInto('attachments')
      .values({
        message_id: messageId,
        kind: upload.kind,
        file_path: path,
        name: upload.name,
        size: upload.bytes.length,
        uploaded_at: clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await store
      .insertInto('community_files')
      .values({ attachment_id: id, mime_type: upload.mimeType })
      .execute();
  }

  return {
    async find(id: number): Promise<CommunityMessage | undefined> {
      return (await load(await select().where('messages.id', '=', id).execute()))[0];
    },

    /** Those of several conversations, oldest first; what others deleted is not among them. */
    async visible(
      conversationIds: readonly number[],
      personId: number,
      range?: { limit: number; offset: number },
    ): Promise<CommunityMessage[]> {
      if (conversationIds.length === 0) return [];
      let query = select()
        .where('conversation_id', 'in', conversationIds)
        .where((is) => is.or([is('is_deleted', '=', 0), is('sender_id', '=', personId)]))
        .orderBy('messages.created_at')
        .orderBy('messages.id');
      if (range !== undefined) query = query.limit(range.limit).offset(range.offset);
      return load(await query.execute());
    },

    async countVisible(conversationIds: readonly number[], personId: number): Promise<number> {
      if (conversationIds.length === 0) return 0;
      const { total } = await store
        .selectFrom('messages')
        .select(({ fn }) => fn.countAll().as('total'))
        .where('conversation_id', 'in', conversationIds)
        .where((is) => is.or([is('is_deleted', '=', 0), is('sender_id', '=', personId)]))
        .executeTakeFirstOrThrow();
      return Number(total);
    },

    /** The newest that is not deleted. */
    async newest(conversationId: number): Promise<CommunityMessage | undefined> {
      const rows = await select()
        .where('conversation_id', '=', conversationId)
        .where('is_deleted', '=', 0)
        .orderBy('messages.created_at', 'desc')
        .orderBy('messages.id', 'desc')
        .limit(1)
        .execute();
      return (await load(rows))[0];
    },

    /** What others wrote, deleted or not. */
    async ofOthers(conversationId: number, personId: number): Promise<CommunityMessage[]> {
      return load(
        await select()
          .where('conversation_id', '=', conversationId)
          .where('sender_id', '!=', personId)
          .orderBy('messages.id')
          .execute(),
      );
    },

    async add(message: NewCommunityMessage): Promise<number> {
      const now = clock.now();
      const { id } = await store
        .insertInto('messages')
        .values({
          conversation_id: message.conversationId,
          sender_id: message.senderId,
          content: message.content ?? '',
          created_at: now,
          updated_at: clock.now(),
          is_edited: 0,
          is_deleted: message.isDeleted === true ? 1 : 0,
          reply_to_id: message.replyToId ?? null,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await store
        .insertInto('community_messages')
        .values({
          message_id: id,
          has_content: message.content === null ? 0 : 1,
          is_pinned: message.isPinned === true ? 1 : 0,
          edited_at: null,
        })
        .execute();
      for (const upload of message.uploads ?? []) await attach(id, upload, now);
      for (const personId of message.recipientIds) {
        await store
          .insertInto('community_reads')
          .values({ message_id: id, person_id: personId, delivered_at: clock.now(), read_at: null })
          .execute();
      }
      return id;
    },

    async edit(id: number, content: string | null): Promise<void> {
      const editedAt = clock.now();
      await store
        .updateTable('messages')
        .set({ content: content ?? '', is_edited: 1, updated_at: clock.now() })
        .where('id', '=', id)
        .execute();
      await setRow(id, { has_content: content === null ? 0 : 1, edited_at: editedAt });
    },

    /** Edited, but its words stay: what a socket of a real server keeps of an edit. */
    async noteEdited(id: number): Promise<void> {
      await store
        .updateTable('messages')
        .set({ is_edited: 1, updated_at: clock.now() })
        .where('id', '=', id)
        .execute();
      await setRow(id, { edited_at: clock.now() });
    },

    touch: (id: number) => touch(id, clock.now()),

    /** Its words stay for whoever wrote it; no time moves. */
    async markDeleted(id: number): Promise<void> {
      await store.updateTable('messages').set({ is_deleted: 1 }).where('id', '=', id).execute();
    },

    async setPinned(id: number, isPinned: boolean): Promise<void> {
      await setRow(id, { is_pinned: isPinned ? 1 : 0 });
    },

    async unpinOthers(conversationId: number, id: number): Promise<void> {
      const others = await store
        .selectFrom('messages')
        .select('id')
        .where('conversation_id', '=', conversationId)
        .where('id', '!=', id)
        .execute();
      if (others.length === 0) return;
      await store
        .updateTable('community_messages')
        .set({ is_pinned: 0 })
        .where('is_pinned', '=', 1)
        .where(
          'message_id',
          'in',
          others.map((other) => other.id),
        )
        .execute();
    },

    /** The first time stands; whoever has no row yet gets one. */
    async markRead(id: number, personId: number): Promise<Microseconds> {
      const now = clock.now();
      await store
        .insertInto('community_reads')
        .values({ message_id: id, person_id: personId, delivered_at: now, read_at: now })
        .onConflict((conflict) =>
          conflict
            .columns(['message_id', 'person_id'])
            .doUpdateSet({ read_at: now })
            .where('community_reads.read_at', 'is', null),
        )
        .execute();
      return now;
    },

    /** As if it had been written earlier: for trying out what only time brings about. */
    async moveBack(id: number, minutes: number): Promise<void> {
      const message = await select().where('messages.id', '=', id).executeTakeFirstOrThrow();
      await store
        .updateTable('messages')
        .set({ created_at: message.created_at - minutes * 60_000_000 })
        .where('id', '=', id)
        .execute();
    },
  };
}
