import type { Conversation, Person } from '../../world/types';
import type { World } from '../../world/world';
import {
  type ConversationView,
  type Wire,
  encodeDirect,
  encodeGroup,
  encodeMembership,
  encodeMessage,
} from './encode';

/** Gathers what listings show, in a few queries for any number of conversations. */
export async function viewConversations(
  world: World,
  conversations: Conversation[],
  reader: Person,
): Promise<ConversationView[]> {
  const ids = conversations.map(({ id }) => id);
  const members = await world.memberships.of(ids);
  const unmarked = await world.messages.unmarkedCounts(ids, reader.id);
  const newestIds = [...(await world.messages.newestIds(ids)).values()];
  const newest = await Promise.all(newestIds.map((id) => world.messages.find(id)));
  const loaded = await world.loadMessages(newest.flatMap((message) => message ?? []));
  return conversations.map((conversation) => ({
    conversation,
    members: members.filter(({ conversationId }) => conversationId === conversation.id),
    newest: loaded.find(({ conversationId }) => conversationId === conversation.id),
    unmarked: unmarked.get(conversation.id) ?? 0,
  }));
}

async function viewOne(world: World, conversation: Conversation, reader: Person): Promise<ConversationView> {
  // Read afresh: what was just done to it must show.
  const current = (await world.conversations.byId(conversation.id)) ?? conversation;
  const [view] = await viewConversations(world, [current], reader);
  if (view === undefined) throw new Error(`Conversation ${conversation.id} could not be shown`);
  return view;
}

async function allMessages(world: World, conversation: Conversation, wire: Wire) {
  const order = wire.profile === 'documented' ? 'oldest-first' : 'newest-first';
  const messages = await world.loadMessages(await world.messages.list(conversation.id, { order }));
  return messages.map((message) => encodeMessage(message, wire));
}

export async function directDetail(world: World, conversation: Conversation, reader: Person, wire: Wire) {
  return {
    ...encodeDirect(await viewOne(world, conversation, reader)),
    messages: await allMessages(world, conversation, wire),
  };
}

export async function groupItem(world: World, view: ConversationView, reader: Person, wire: Wire) {
  const { createdBy } = view.conversation;
  const creator = createdBy === null ? undefined : await world.people.find(createdBy);
  return encodeGroup(view, reader, creator, wire);
}

export async function groupDetail(world: World, conversation: Conversation, reader: Person, wire: Wire) {
  const view = await viewOne(world, conversation, reader);
  return {
    ...(await groupItem(world, view, reader, wire)),
    messages: await allMessages(world, conversation, wire),
    members: view.members.map(encodeMembership),
  };
}
