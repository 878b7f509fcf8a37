import type { Hono } from 'hono';
import { Crash } from '../django/answers';
import { encodeMessage } from './encode';
import {
  type Call,
  type Parts,
  json,
  mount,
  notFound,
  outside,
  refuse,
  requireMessage,
  requireOwnRoom,
} from './endpoint';
import { type Room, isIn, roomsOf } from '../../world/staff/rooms';
import { unreadIn, viewMessage } from './views';

export function mountReading(app: Hono, parts: Parts): void {
  const { world, announcer, profile } = parts;

  /** Marks what is unread in these conversations; answers the ids by conversation, in their order. */
  async function markAll(
    { member }: Pick<Call, 'member'>,
    rooms: Room[],
  ): Promise<{ room: Room; ids: number[] }[]> {
    const unread = await unreadIn(world, rooms, member);
    const marked = rooms
      .map((room) => ({ room, ids: unread.get(room.conversation.id) ?? [] }))
      .filter(({ ids }) => ids.length > 0);
    await world.transaction(async (inside) => {
      for (const { ids } of marked) await inside.reads.mark(ids, member.person.id);
    });
    for (const { room, ids } of marked) {
      announcer.messagesRead(room, member, ids);
      await announcer.conversationsWithUnread(member);
    }
    return marked;
  }

  mount(app, parts, 'conversations/:id{[0-9]+}/mark_as_read', {
    async POST(call) {
      const room = await requireOwnRoom(parts, call, notFound);
      const ids = (await markAll(call, [room])).flatMap((marked) => marked.ids);
      if (profile === 'documented') return json(200, { message: `Marked ${ids.length} messages as read` });
      return json(200, { success: true, marked_count: ids.length, message_ids: ids });
    },
  });

  if (profile === 'documented') return;

  mount(app, parts, 'conversations/bulk-mark-as-read', {
    async POST(call) {
      const given = (await call.body()).list('conversation_ids');
      if (!Array.isArray(given) || given.length === 0) throw refuse(400, 'conversation_ids is required');
      const items: unknown[] = given;
      if (items.some((item) => !Number.isInteger(Number(item)))) throw new Crash();
      const numbers = items.map(Number);
      const rooms = (await roomsOf(world, call.member)).filter(({ conversation }) =>
        numbers.includes(conversation.number),
      );
      const marked = await markAll(call, rooms);
      return json(200, {
        success: true,
        marked_conversations: marked.length,
        total_messages_marked: marked.reduce((sum, { ids }) => sum + ids.length, 0),
        conversations_became_fully_read: marked.length,
      });
    },
  });

  mount(app, parts, 'messages/:id{[0-9]+}/mark-as-read', {
    async POST(call) {
      const { member } = call;
      const { message, room } = await requireMessage(parts, call);
      if (!isIn(room, member)) throw outside();
      const isMine = message.senderId === member.person.id;
      const wasUnread =
        (await unreadIn(world, [room], member)).get(room.conversation.id)?.includes(message.id) ?? false;
      if (wasUnread) {
        await world.reads.mark([message.id], member.person.id);
        announcer.messagesRead(room, member, [message.id]);
      }
      const view = await viewMessage(world, room, message.id);
      const files = await call.files(view.message.attachments.map(({ id }) => id));
      // For one's own message it is always «unread», and nothing changes.
      return json(200, {
        success: true,
        was_unread: wasUnread || isMine,
        message: encodeMessage(view, files, member),
      });
    },
  });
}
