import type { Hono } from 'hono';
import { Crash, Rejection } from '../django/answers';
import type { Body } from '../django/body';
import { encodeLite, encodeMessage, encodeReaction } from './encode';
import {
  type Call,
  type Parts,
  json,
  mount,
  outside,
  refuse,
  requireMessage,
  requireOwnRoom,
} from './endpoint';
import { postTo } from '../../world/staff/posting';
import { reactionSet } from './profile';
import { mayDeleteOthers } from './rights';
import { type Room, isIn } from '../../world/staff/rooms';
import { type MessageView, viewMessage, viewMessages } from './views';

const fieldError = (name: string, problem: string): Rejection => new Rejection(400, { [name]: [problem] });

/** The text of a send or an edit; what is no text breaks the real server. */
function readText(body: Body): string {
  const given = body.value('message') ?? (body.value('message') === undefined ? '' : null);
  if (typeof given !== 'string') throw new Crash();
  const text = given.trim();
  if (text === '') throw fieldError('message', 'This field may not be blank.');
  if (text.includes('\0')) throw fieldError('message', 'Null characters are not allowed.');
  return text;
}

async function readReply({ world }: Parts, room: Room, body: Body): Promise<number | null> {
  const given = body.value('reply_to');
  if (given === undefined || given === null || given === '') return null;
  if (!/^\d+$/.test(String(given))) throw fieldError('reply_to', 'A valid integer is required.');
  const target = await world.messages.find(Number(given));
  if (target === undefined) throw fieldError('reply_to', 'Reply target message does not exist');
  if (target.conversationId !== room.conversation.id)
    throw fieldError('reply_to', 'Reply must be to a message in the same conversation');
  if (target.isDeleted) throw fieldError('reply_to', 'Cannot reply to a deleted message');
  return target.id;
}

const number = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^-?\d+$/.test(text)) throw new Crash();
  return Number(text);
};

export const filesOf = (call: Pick<Call, 'files'>, ...views: MessageView[]) =>
  call.files(
    views.flatMap(({ message, quoted }) =>
      [...message.attachments, ...(quoted?.message.attachments ?? [])].map(({ id }) => id),
    ),
  );

export function mountMessages(app: Hono, parts: Parts): void {
  const { world, announcer, profile } = parts;
  // Only the older revision says in these answers whether their author has read the message.
  const told = (call: Call) => (profile === 'documented' ? call.member : undefined);

  mount(app, parts, 'conversations/:id{[0-9]+}/messages', {
    async GET(call) {
      const room = await requireOwnRoom(parts, call);
      const limit = number(call.query('limit')) ?? 50;
      const beforeId = number(call.query('before_id'));
      if (limit < 0) throw new Crash();
      const page = await world.staffTalk.page(room.conversation.id, { limit, beforeId });
      const views = await viewMessages(world, room, page.messages);
      const files = await filesOf(call, ...views);
      return json(200, {
        messages: views.map((view) => encodeMessage(view, files, call.member)),
        count: views.length,
        has_more: page.hasMore,
      });
    },
  });

  mount(app, parts, 'conversations/:id{[0-9]+}/send-message', {
    async POST(call) {
      const room = await requireOwnRoom(parts, call);
      const body = await call.body();
      const content = readText(body);
      const replyToId = await readReply(parts, room, body);
      const view = await viewMessage(
        world,
        room,
        await postTo(world, room, call.member, { content, replyToId }),
      );
      const files = await filesOf(call, view);
      await announcer.messageCreated(room, view, files);
      return json(201, encodeMessage(view, files, told(call)));
    },
  });

  mount(app, parts, 'conversations/:id{[0-9]+}/send_message', {
    async POST(call) {
      const room = await requireOwnRoom(parts, call);
      const body = await call.body();
      const content = String(body.value('message') ?? '').trim();
      if (content === '') throw refuse(400, 'Message cannot be empty');
      const given = body.value('reply_to');
      const parent = given == null ? undefined : await world.messages.find(Number(given));
      if (given != null && parent === undefined) throw new Crash();
      const draft = { content, replyToId: parent?.id ?? null };
      const view = await viewMessage(world, room, await postTo(world, room, call.member, draft));
      await announcer.messageHinted(room, view);
      return json(201, encodeLite(view, await filesOf(call, view)));
    },
  });

  mount(app, parts, 'messages/:id{[0-9]+}/edit', {
    async PATCH(call) {
      const { message, room } = await requireMessage(parts, call);
      if (!isIn(room, call.member)) throw outside();
      if (message.senderId !== call.member.person.id)
        throw refuse(403, 'You can only edit your own messages');
      if (message.isDeleted) throw refuse(400, 'Cannot edit a deleted message');
      const body = await call.body();
      // Even an edit without words counts as one.
      const content = body.value('message') === undefined ? message.content : readText(body);
      await world.transaction(async (inside) => {
        await inside.messages.edit(message.id, content);
        await inside.staffTalk.noteChange(message.id, 'edited_at');
      });
      const view = await viewMessage(world, room, message.id);
      const files = await filesOf(call, view);
      announcer.messageEdited(room, view, files);
      return json(200, encodeMessage(view, files, told(call)));
    },
  });

  mount(app, parts, 'messages/:id{[0-9]+}/delete', {
    async DELETE(call) {
      const { member } = call;
      const { message, room } = await requireMessage(parts, call);
      const isMine = message.senderId === member.person.id;
      const mayAll = mayDeleteOthers(profile, member);
      // Managers of the older revision reach into every conversation of their hotel.
      if (!isIn(room, member) && !(profile === 'documented' && mayAll)) throw outside();
      if (!isMine && !mayAll) throw refuse(403, 'You can only delete your own messages');
      if (call.query('hard_delete') === 'true') {
        const [loaded] = await world.loadMessages([message]);
        await world.messages.erase(message.id);
        const attachmentIds = (loaded?.attachments ?? []).map(({ id }) => id);
        const deletion = { id: message.id, by: member, view: undefined, attachmentIds };
        announcer.messageDeleted(room, deletion, await call.files([]));
        return json(200, { success: true, hard_delete: true, message_id: message.id });
      }
      await world.transaction(async (inside) => {
        await inside.messages.markDeleted(message.id);
        await inside.staffTalk.noteChange(message.id, 'deleted_at');
      });
      const view = await viewMessage(world, room, message.id);
      const files = await filesOf(call, view);
      announcer.messageDeleted(room, { id: message.id, by: member, view, attachmentIds: [] }, files);
      return json(200, { success: true, hard_delete: false, message: encodeMessage(view, files, member) });
    },
  });

  mount(app, parts, 'messages/:id{[0-9]+}/react', {
    async POST(call) {
      const { member } = call;
      const { message, room } = await requireMessage(parts, call);
      if (!isIn(room, member)) throw outside();
      const emoji = (await call.body()).value('emoji');
      if (emoji === undefined) throw fieldError('emoji', 'This field is required.');
      if (emoji === null) throw fieldError('emoji', 'This field may not be null.');
      if (typeof emoji !== 'string' || !reactionSet.includes(emoji))
        throw fieldError('emoji', `"${String(emoji)}" is not a valid choice.`);
      const { reaction, isNew } = await world.transaction(async (inside) => {
        if (profile === 'deployed') await inside.reactions.remove(message.id, member.person.id);
        return inside.reactions.add(message.id, member.person, emoji);
      });
      if (!isNew) return json(200, { message: 'Reaction already exists' });
      const encoded = encodeReaction(reaction, member);
      announcer.reactionChanged(room, message.id, 'add', encoded);
      return json(201, encoded);
    },
  });

  mount(app, parts, 'messages/:id{[0-9]+}/react/:emoji', {
    async DELETE(call) {
      const { member } = call;
      const { message, room } = await requireMessage(parts, call);
      if (!isIn(room, member)) throw outside();
      const emoji = call.param('emoji');
      const [loaded] = await world.loadMessages([message]);
      const own = loaded?.reactions.find((one) => one.emoji === emoji && one.person.id === member.person.id);
      if (own === undefined) throw refuse(404, 'Reaction not found');
      await world.reactions.remove(message.id, member.person.id, emoji);
      announcer.reactionChanged(room, message.id, 'remove', { id: own.id, emoji, staff: member.id });
      return json(200, { message: 'Reaction removed' });
    },
  });
}
