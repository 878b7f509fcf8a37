import { Refusal } from '../refusal';
import type { Conversation, Person } from '../types';
import type { World } from '../world';
import { post } from './message';

export interface DirectStart {
  participantId: number;
  organisationId: number;
  firstMessage?: string;
  /** What speaks against it besides membership of the organisation. */
  rules: { refuseWhenBlocked: boolean; closedOnesCount: boolean };
}

/** Opens a direct conversation; there is at most one open one per pair and organisation. */
export function startDirect(world: World, actor: Person, start: DirectStart): Promise<Conversation> {
  return world.transaction(async (inside) => {
    const participant = await inside.people.find(start.participantId);
    if (participant === undefined) throw new Refusal('participant-not-found');
    const organisation = await inside.organisations.find(start.organisationId);
    if (organisation === undefined) throw new Refusal('organisation-not-found');
    if (participant.id === actor.id) throw new Refusal('not-two-members');
    if (!organisation.memberIds.includes(actor.id)) throw new Refusal('actor-outside-organisation');
    if (!organisation.memberIds.includes(participant.id)) throw new Refusal('person-outside-organisation');

    const present = (await inside.conversations.between(organisation.id, actor.id, participant.id)).find(
      (conversation) => conversation.isActive || start.rules.closedOnesCount,
    );
    if (present !== undefined) {
      throw new Refusal('conversation-exists', { conversationNumber: present.number });
    }
    if (start.rules.refuseWhenBlocked) {
      const blockers = await inside.blocks.blockersOf(organisation.id, actor.id, [participant.id]);
      if (blockers.length > 0) throw new Refusal('blocked-by-person');
    }

    const conversation = await inside.conversations.add({
      kind: 'direct',
      organisationId: organisation.id,
      createdBy: actor.id,
    });
    await inside.memberships.add(conversation, actor.id, 'member');
    await inside.memberships.add(conversation, participant.id, 'member');
    if (start.firstMessage !== undefined) {
      await post(inside, actor, conversation, { content: start.firstMessage });
    }
    return conversation;
  });
}
