import type { Conversation, Person } from '../../world/types';
import type { World } from '../../world/world';
import { type ConversationView, encodeDirect, encodeGroup, encodeMembership, encodeMessage } from './encode';
import type { ConnectifyProfile } from './profile';

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

async function allMessages(world: World, conversation: Conversation, profile: ConnectifyProfile) {
  const order = profile === 'documented' ? 'oldest-first' : 'newest-first';
  const messages = await world.loadMessages(await world.messages.list(conversation.id, { order }));
  return messages.map((message) => encodeMessage(message, profile));
}

export async function directDetail(
  world: World,
  conversation: Conversation,
  reader: Person,
  profile: ConnectifyProfile,
) {
  return {
    ...encodeDirect(await viewOne(world, conversation, reader)),
    messages: await allMessages(world, conversation, profile),
  };
}

export async function groupItem(world: World, view: ConversationView, reader: Person) {
  const { createdBy } = view.conversation;
  const creator = createdBy === null ? undefined : await world.people.find(createdBy);
  return encodeGroup(view, reader, creator);
}

export async function groupDetail(
  world: World,
  conversation: Conversation,
  reader: Person,
  profile: ConnectifyProfile,
) {
  const view = await viewOne(world, conversation, reader);
  return {
    ...(await groupItem(world, view, reader)),
    messages: await allMessages(world, conversation, profile),
    members: view.members.map(encodeMembership),
  };
}
