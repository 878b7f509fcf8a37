import type { Hono } from 'hono';
import { Rejection } from '../django/answers';
import type { Body } from '../django/body';
import { type Call, type Parts, json, mount, refuse, requireMessage } from './endpoint';
import { filesOf } from './message-routes';
import { postTo } from '../../world/staff/posting';
import { type Room, isIn, openRoom, roomNumbered, roomOfExactly } from '../../world/staff/rooms';
import { viewMessage } from './views';

/** A list of different integers. */
function readNumbers(body: Body, name: string, what: string): number[] {
  const given = body.list(name);
  if (given === undefined || given === null) return [];
  const items: unknown[] = Array.isArray(given) ? given : [given];
  const wrong = items.flatMap((item, index) =>
    /^-?\d+$/.test(String(item)) ? [] : [[String(index), ['A valid integer is required.']]],
  );
  if (wrong.length > 0) throw new Rejection(400, { [name]: Object.fromEntries(wrong) });
  const numbers = items.map(Number);
  if (new Set(numbers).size < numbers.length)
    throw new Rejection(400, { [name]: [`${what} must be unique`] });
  return numbers;
}

/** Copies the words of a message elsewhere: no files, no reply, no mentions, no mark that it was forwarded. */
export function mountForward(app: Hono, parts: Parts): void {
  const { world, announcer } = parts;

  async function copy(call: Call, room: Room, content: string): Promise<number> {
    const draft = { content, replyToId: null, isForwarded: true };
    const view = await viewMessage(world, room, await postTo(world, room, call.member, draft));
    await announcer.messageCreated(room, view, await filesOf(call, view), 'forwarded');
    return view.message.id;
  }

  async function toConversation(call: Call, number: number, content: string) {
    const failed = (error: string) => ({
      conversation_id: number,
      error,
      created_conversation: false,
      success: false,
    });
    const room = await roomNumbered(world, call.member.hotel.id, number);
    if (room === undefined) return failed('Conversation not found');
    if (!isIn(room, call.member)) return failed('You are not a participant in this conversation');
    const id = await copy(call, room, content);
    return { conversation_id: number, message_id: id, created_conversation: false, success: true };
  }

  async function toPerson(call: Call, staffId: number, content: string) {
    const { member } = call;
    const failed = (error: string) => ({
      participant_id: staffId,
      error,
      created_conversation: false,
      success: false,
    });
    if (staffId === member.id) return failed('Cannot forward message to yourself');
    const target = (await world.staff.all()).find(
      ({ id, hotel, isActive }) => id === staffId && hotel.id === member.hotel.id && isActive,
    );
    if (target === undefined) return failed('Staff member not found or inactive');
    const wanted = { members: [target], isGroup: false };
    const present = await roomOfExactly(world, member, wanted);
    const room = present ?? (await openRoom(world, member, { ...wanted, title: '' }));
    return {
      conversation_id: room.conversation.number,
      message_id: await copy(call, room, content),
      created_conversation: present === undefined,
      participant_id: staffId,
      success: true,
    };
  }

  mount(app, parts, 'messages/:id{[0-9]+}/forward', {
    async POST(call) {
      const { message, room } = await requireMessage(parts, call);
      if (!isIn(room, call.member))
        throw refuse(403, 'You must be a participant in the conversation to forward messages');
      if (message.isDeleted) throw refuse(400, 'Cannot forward a deleted message');
      const body = await call.body();
      const conversations = readNumbers(body, 'conversation_ids', 'Conversation IDs');
      const people = readNumbers(body, 'new_participant_ids', 'Participant IDs');
      if (conversations.length + people.length === 0) {
        const problem = 'Must provide at least one conversation_id or new_participant_id';
        throw new Rejection(400, { non_field_errors: [problem] });
      }
      const existing = [];
      for (const number of conversations) existing.push(await toConversation(call, number, message.content));
      const fresh = [];
      for (const id of people) fresh.push(await toPerson(call, id, message.content));
      const count = (results: { success: boolean }[]) => results.filter(({ success }) => success).length;
      return json(200, {
        // Also when every target failed.
        success: true,
        forwarded_to_existing: count(existing),
        forwarded_to_new: count(fresh),
        total_forwarded: count(existing) + count(fresh),
        results: [...existing, ...fresh],
      });
    },
  });
}
