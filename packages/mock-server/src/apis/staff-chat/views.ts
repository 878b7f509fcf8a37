import type { StaffMessage } from '../../world/staff/talk';
import { type StaffMember, fullName } from '../../world/staff/types';
import type { BareMessage, Message } from '../../world/types';
import type { World } from '../../world/world';
import { encodeParticipant, shownText } from './encode';
import { restTime } from '../django/time';
import { type Room, othersIn, roomOfMessage } from '../../world/staff/rooms';

/** A message with all that is told of it. */
export interface MessageView {
  message: Message;
  sender: StaffMember;
  roomNumber: number;
  besides: StaffMessage;
  /** In the order they read it, its author left out. */
  readers: StaffMember[];
  isReadByAll: boolean;
  quoted: MessageView | null;
  mentioned: StaffMember[];
  staffOf(personId: number): StaffMember | undefined;
}

const nothingBesides: StaffMessage = { editedAt: null, deletedAt: null, mentions: [] };

/** Gathers what is told of messages of one conversation, in a few queries. */
export async function viewMessages(world: World, room: Room, bare: BareMessage[]): Promise<MessageView[]> {
  const parentIds = [...new Set(bare.flatMap(({ replyToId }) => replyToId ?? []))];
  const parents = (await Promise.all(parentIds.map((id) => world.messages.find(id)))).flatMap(
    (parent) => parent ?? [],
  );
  const loaded = await world.loadMessages([...bare, ...parents]);
  const besides = await world.staffTalk.besides(loaded.map(({ id }) => id));
  const staff = await world.staff.all();
  const byPerson = new Map(staff.map((member) => [member.person.id, member]));
  const byId = new Map(staff.map((member) => [member.id, member]));
  const staffOf = (personId: number) => byPerson.get(personId);

  const view = (message: Message, quoted: MessageView | null): MessageView[] => {
    const sender = staffOf(message.senderId ?? 0);
    if (sender === undefined) return [];
    const known = besides.get(message.id) ?? nothingBesides;
    const readers = message.reads
      .filter(({ person }) => person.id !== message.senderId)
      .flatMap(({ person }) => staffOf(person.id) ?? []);
    const others = othersIn(room, sender);
    return [
      {
        message,
        sender,
        roomNumber: room.conversation.number,
        besides: known,
        readers,
        isReadByAll:
          others.length > 0 && others.every(({ id }) => readers.some((reader) => reader.id === id)),
        quoted,
        mentioned: known.mentions.flatMap((id) => byId.get(id) ?? []),
        staffOf,
      },
    ];
  };
  const quotable = new Map(
    loaded
      .slice(bare.length)
      .flatMap((message) => view(message, null))
      .map((parent) => [parent.message.id, parent]),
  );
  return loaded
    .slice(0, bare.length)
    .flatMap((message) => view(message, quotable.get(message.replyToId ?? 0) ?? null));
}

export async function viewMessage(world: World, room: Room, id: number): Promise<MessageView> {
  const bare = await world.messages.find(id);
  const [view] = bare === undefined ? [] : await viewMessages(world, room, [bare]);
  if (view === undefined) throw new Error(`Message ${id} could not be shown`);
  return view;
}

/** What a 1:1 is called, and a group without a name. */
export const titleFor = (room: Room, reader: StaffMember): string =>
  room.conversation.name || othersIn(room, reader).map(fullName).join(', ');

export async function lastView(world: World, room: Room): Promise<MessageView | undefined> {
  const last = (await world.staffTalk.lastOf([room.conversation.id])).get(room.conversation.id);
  return last === undefined ? undefined : (await viewMessages(world, room, [last]))[0];
}

export async function encodeRoom(world: World, given: Room, reader: StaffMember) {
  // Read afresh: what was just done to it must show.
  const room = (await roomOfMessage(world, given.conversation.id)) ?? given;
  const { conversation, members } = room;
  const last = await lastView(world, room);
  return {
    id: conversation.number,
    hotel: conversation.organisationId,
    hotel_name: conversation.organisationName,
    participants: members.map(encodeParticipant),
    title: conversation.name,
    is_group: room.isGroup,
    created_at: restTime(conversation.createdAt),
    updated_at: restTime(conversation.updatedAt),
    last_message:
      last === undefined
        ? null
        : {
            id: last.message.id,
            sender: fullName(last.sender),
            message: shownText(last.message).slice(0, 100),
            timestamp: restTime(last.message.createdAt),
            is_read: last.isReadByAll,
          },
    // As the real server counts: what anybody has not read, which is too much in groups.
    unread_count: await world.staffTalk.notReadByAll(conversation.id, reader.person.id, members.length - 1),
  };
}

/** Ids of what this person has not read, by conversation. */
export const unreadIn = (world: World, rooms: readonly Room[], reader: StaffMember) =>
  world.staffTalk.unread(
    rooms.map(({ conversation }) => conversation.id),
    reader.person.id,
  );
