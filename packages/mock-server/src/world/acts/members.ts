import { organisationOf } from '../belonging';
import { Refusal } from '../refusal';
import type { Conversation, MemberRole, Membership, Person } from '../types';
import type { World } from '../world';
import { post } from './message';

/** Adds people to a group; those already in it are passed over. */
export function addMembers(
  world: World,
  actor: Person,
  conversation: Conversation,
  personIds: number[],
): Promise<void> {
  return world.transaction(async (inside) => {
    const organisation = await inside.organisations.find(organisationOf(conversation).id);
    const outsider = personIds.find((id) => organisation?.memberIds.includes(id) !== true);
    if (outsider !== undefined) throw new Refusal('person-outside-organisation', { personId: outsider });
    const present = (await inside.memberships.of([conversation.id])).map(({ person }) => person.id);
    const added: string[] = [];
    for (const personId of new Set(personIds)) {
      if (present.includes(personId)) continue;
      await inside.memberships.add(conversation, personId, 'member');
      const person = await inside.people.find(personId);
      if (person !== undefined) added.push(person.username);
    }
    if (added.length > 0) {
      await post(inside, actor, conversation, { content: `Added ${added.join(', ')} to the group` });
    }
  });
}

/** Takes somebody out of a group: an admin anybody, everybody themselves, but never the last admin. */
export function removeMember(
  world: World,
  actor: Membership,
  conversation: Conversation,
  personId: number,
): Promise<void> {
  return world.transaction(async (inside) => {
    const person = await inside.people.find(personId);
    if (person === undefined) throw new Refusal('person-not-found');
    const isLeaving = person.id === actor.person.id;
    if (!isLeaving && actor.role !== 'admin') throw new Refusal('not-admin');
    const membership = await inside.memberships.find(conversation.id, person.id);
    if (membership === undefined) throw new Refusal('not-a-member');
    if (await isLastAdmin(inside, membership)) throw new Refusal('last-admin');
    await inside.memberships.remove(conversation.id, person.id);
    const content = isLeaving
      ? `${person.username} left the group`
      : `${person.username} was removed from the group`;
    await post(inside, actor.person, conversation, { content });
  });
}

export function changeRole(
  world: World,
  actor: Person,
  conversation: Conversation,
  personId: number,
  role: MemberRole,
): Promise<Membership> {
  return world.transaction(async (inside) => {
    const membership = await inside.memberships.find(conversation.id, personId);
    if (membership === undefined) throw new Refusal('not-a-member');
    if (role === 'member' && (await isLastAdmin(inside, membership))) throw new Refusal('last-admin');
    await inside.memberships.setRole(membership.id, role);
    await post(inside, actor, conversation, { content: `${membership.person.username} is now a ${role}` });
    return { ...membership, role };
  });
}

async function isLastAdmin(world: World, membership: Membership): Promise<boolean> {
  if (membership.role !== 'admin') return false;
  const members = await world.memberships.of([membership.conversationId]);
  return members.filter(({ role }) => role === 'admin').length === 1;
}
