import type { Store } from '../../store/open-store';
import type { createMessages } from '../messages';
import type { GuestMessage, SenderType } from './types';

export interface NewGuestMessage {
  conversationId: number;
  senderType: SenderType;
  /** The account of staff; null for guests, the system, and accounts that are gone. */
  senderId: number | null;
  content: string;
}

/** What is said with guests. */
export function createGuestMessages(store: Store, messages: ReturnType<typeof createMessages>) {
  const select = () =>
    store
      .selectFrom('messages')
      .innerJoin('guest_messages', 'guest_messages.message_id', 'messages.id')
      .leftJoin('people', 'people.id', 'messages.sender_id')
      .leftJoin('guest_conversations as about', 'about.conversation_id', 'messages.conversation_id')
      .leftJoin('guest_stays as stay', 'stay.id', 'about.stay_id')
      .leftJoin('guests as guest', 'guest.id', 'stay.guest_id')
      .select([
        'messages.id',
        'messages.conversation_id',
        'messages.content',
        'messages.created_at',
        'messages.sender_id',
        'guest_messages.sender_type',
        'people.first_name',
        'people.last_name',
        'guest.full_name',
      ]);

  type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

  const nameOf = (row: Row): string => {
    if (row.sender_type === 'guest') return row.full_name ?? 'Guest';
    if (row.sender_type === 'system' || row.sender_id === null) return 'System';
    return `${row.first_name ?? ''} ${row.last_name ?? ''}`.trim();
  };

  const toMessage = (row: Row): GuestMessage => ({
    id: row.id,
    conversationId: row.conversation_id,
    content: row.content,
    senderType: row.sender_type as SenderType,
    senderName: nameOf(row),
    createdAt: row.created_at,
  });

  const byIds = async (ids: number[]): Promise<GuestMessage[]> =>
    ids.length === 0 ? [] : (await select().where('messages.id', 'in', ids).execute()).map(toMessage);

  return {
    /** The whole history, oldest first. */
    async of(conversationId: number): Promise<GuestMessage[]> {
      const rows = await select()
        .where('messages.conversation_id', '=', conversationId)
        .orderBy('messages.created_at')
        .orderBy('messages.id')
        .execute();
      return rows.map(toMessage);
    },

    /** The newest message of each conversation, by the conversation's id. */
    async newest(conversationIds: number[]): Promise<Map<number, GuestMessage>> {
      const ids = [...(await messages.newestIds(conversationIds)).values()];
      return new Map((await byIds(ids)).map((message) => [message.conversationId, message]));
    },

    async add(wish: NewGuestMessage): Promise<GuestMessage> {
      const { id } = await messages.add({
        conversationId: wish.conversationId,
        senderId: wish.senderId,
        content: wish.content,
      });
      await store
        .insertInto('guest_messages')
        .values({ message_id: id, sender_type: wish.senderType })
        .execute();
      const [added] = await byIds([id]);
      if (added === undefined) throw new Error(`Guest message ${id} vanished while it was stored`);
      return added;
    },
  };
}
