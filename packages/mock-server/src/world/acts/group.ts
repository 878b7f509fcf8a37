import type { ConversationChange } from '../conversations';
import { Refusal } from '../refusal';
import type { Conversation, Membership, Person } from '../types';
import type { World } from '../world';
import { post } from './message';

export interface GroupStart {
  name: string;
  description: string;
  organisationId: number;
  memberIds: number[];
  firstMessage?: string;
  picture?: { name: string; bytes: Uint8Array };
}

/** Opens a group whose first admin is the one who opens it. */
export function startGroup(world: World, actor: Person, start: GroupStart): Promise<Conversation> {
  return world.transaction(async (inside) => {
    const organisation = await inside.organisations.find(start.organisationId);
    if (organisation === undefined) throw new Refusal('organisation-not-found');
    if (!organisation.memberIds.includes(actor.id)) throw new Refusal('actor-outside-organisation');
    const outsider = start.memberIds.find((id) => !organisation.memberIds.includes(id));
    if (outsider !== undefined) throw new Refusal('person-outside-organisation', { personId: outsider });
    const blockers = await inside.blocks.blockersOf(organisation.id, actor.id, start.memberIds);
    if (blockers.length > 0) {
      const everybody = await inside.people.all();
      const usernames = everybody.filter(({ id }) => blockers.includes(id)).map(({ username }) => username);
      throw new Refusal('blocked-by-members', { usernames });
    }

    const conversation = await inside.conversations.add({
      kind: 'group',
      organisationId: organisation.id,
      createdBy: actor.id,
      name: start.name,
      description: start.description,
    });
    if (start.picture !== undefined) await setPicture(inside, conversation, start.picture);
    await inside.memberships.add(conversation, actor.id, 'admin');
    for (const memberId of new Set(start.memberIds)) {
      if (memberId !== actor.id) await inside.memberships.add(conversation, memberId, 'member');
    }
    if (start.firstMessage !== undefined) {
      await post(inside, actor, conversation, { content: start.firstMessage });
    }
    return conversation;
  });
}

export interface GroupChange extends Pick<ConversationChange, 'name' | 'description'> {
  picture?: { name: string; bytes: Uint8Array } | null;
}

export function changeGroup(world: World, conversation: Conversation, change: GroupChange): Promise<void> {
  return world.transaction(async (inside) => {
    const { picture, ...rest } = change;
    await inside.conversations.change(conversation.id, rest);
    if (picture === null) await inside.conversations.change(conversation.id, { picturePath: null });
    else if (picture !== undefined) await setPicture(inside, conversation, picture);
    await inside.conversations.touch(conversation.id);
  });
}

async function setPicture(
  world: World,
  conversation: Conversation,
  picture: { name: string; bytes: Uint8Array },
): Promise<void> {
  const picturePath = await world.files.add('group_chat_avatars', picture.name, picture.bytes);
  await world.conversations.change(conversation.id, { picturePath });
}

/** Only a group's admins pass. */
export function requireAdmin(membership: Membership): void {
  if (membership.role !== 'admin') throw new Refusal('not-admin');
}
