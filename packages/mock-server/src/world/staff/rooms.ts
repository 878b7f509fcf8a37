import type { StaffMember } from './types';
import type { Conversation } from '../types';
import type { World } from '../world';

/** The kind of conversation that is this API's. */
const staffKind = 'staff';

/** A conversation with those who take part, in the order they joined. */
export interface Room {
  conversation: Conversation;
  isGroup: boolean;
  members: StaffMember[];
}

async function furnish(world: World, conversations: Conversation[]): Promise<Room[]> {
  const open = conversations.filter(({ isActive }) => isActive);
  const ids = open.map(({ id }) => id);
  const memberships = await world.memberships.of(ids);
  const groups = await world.staffTalk.groupsAmong(ids);
  const staff = new Map((await world.staff.all()).map((member) => [member.person.id, member]));
  return open.map((conversation) => ({
    conversation,
    isGroup: groups.has(conversation.id),
    members: memberships
      .filter(({ conversationId }) => conversationId === conversation.id)
      .flatMap(({ person }) => staff.get(person.id) ?? []),
  }));
}

/** All this person is in, last changed first. */
export async function roomsOf(world: World, member: StaffMember): Promise<Room[]> {
  return furnish(world, await world.conversations.ofPerson(member.person.id, staffKind));
}

/** Of this hotel, whoever takes part in it. */
export async function roomNumbered(world: World, hotelId: number, number: number): Promise<Room | undefined> {
  const conversation = await world.conversations.numbered(staffKind, number);
  if (conversation?.organisationId !== hotelId) return undefined;
  return (await furnish(world, [conversation]))[0];
}

export async function roomOfMessage(world: World, conversationId: number): Promise<Room | undefined> {
  const conversation = await world.conversations.byId(conversationId);
  if (conversation?.kind !== staffKind) return undefined;
  return (await furnish(world, [conversation]))[0];
}

export const isIn = ({ members }: Room, { id }: StaffMember): boolean =>
  members.some((member) => member.id === id);

export const othersIn = ({ members }: Room, { id }: StaffMember): StaffMember[] =>
  members.filter((member) => member.id !== id);

/** Makes a conversation, its author first. */
export function openRoom(
  world: World,
  author: StaffMember,
  wanted: { members: StaffMember[]; title: string; isGroup: boolean },
): Promise<Room> {
  return world.transaction(async (inside) => {
    const conversation = await inside.conversations.add({
      kind: staffKind,
      organisationId: author.hotel.id,
      createdBy: author.person.id,
      name: wanted.title,
    });
    await inside.staffTalk.noteKind(conversation.id, wanted.isGroup);
    const members = [author, ...wanted.members.filter(({ id }) => id !== author.id)];
    for (const { person } of members) await inside.memberships.add(conversation, person.id, 'member');
    return { conversation, isGroup: wanted.isGroup, members };
  });
}

/** The conversation of exactly these people. */
export async function roomOfExactly(
  world: World,
  author: StaffMember,
  wanted: { members: StaffMember[]; isGroup: boolean },
): Promise<Room | undefined> {
  const ids = new Set([author.id, ...wanted.members.map(({ id }) => id)]);
  return (await roomsOf(world, author)).find(
    ({ members, isGroup }) =>
      isGroup === wanted.isGroup && members.length === ids.size && members.every(({ id }) => ids.has(id)),
  );
}
