import type { ContextFact, Conversation, MessagePreview } from '../../model/conversation';
import { conversationId, messageId, userId } from '../../model/ids';
import type { User } from '../../model/user';
import { parseTime } from '../../transport/parse-time';
import { decodeUser, type Hosting } from './decode-user';
import type { ThreadFacts } from './threads';
import type * as wire from './wire';

/** What previews say instead of a text where there is none. */
const withoutText = '[Attachment]';

export function decodeConversation(
  item: wire.WireConversation,
  people: readonly wire.WireUser[],
  facts: ThreadFacts,
  context: Hosting & { readonly meet: (user: User) => void },
): Conversation {
  for (const person of people) context.meet(decodeUser(person, context));
  const participants = people.map(({ id }) => userId(id));
  const lastMessage = previewOf(item, people, context);
  return {
    id: conversationId(item.id),
    kind: facts.isGroup ? 'group' : 'direct',
    // There are no titles: the people and the community say what it is.
    title: null,
    description: null,
    avatarUrl: null,
    participants,
    members: facts.isGroup
      ? participants.map((person) => ({ userId: person, role: 'member', joinedAt: null }))
      : null,
    memberCount: participants.length,
    myRole: facts.isGroup ? 'member' : null,
    lastMessage,
    lastActivityAt: lastMessage?.createdAt ?? item.last_message_at ?? facts.createdAt ?? 0,
    unreadCount: item.unread_count,
    write: { name: 'open' },
    muted: false,
    archived: false,
    pinned: false,
    context: communityFacts(facts),
  };
}

function communityFacts({ confession }: ThreadFacts): readonly ContextFact[] {
  return confession === null
    ? []
    : [{ type: 'community', id: confession.id, label: confession.name ?? confession.id }];
}

function previewOf(
  item: wire.WireConversation,
  people: readonly wire.WireUser[],
  hosting: Hosting,
): MessagePreview | null {
  const { last_message: whole, last_message_preview: cut } = item;
  if (whole != null) {
    const deleted = whole.is_deleted;
    return {
      id: messageId(whole.id),
      authorId: userId(whole.sender.id),
      authorName: decodeUser(whole.sender, hosting).name,
      text: deleted ? '' : (whole.content ?? ''),
      createdAt: parseTime(whole.created_at) ?? 0,
      deleted,
      attachmentCount: deleted ? 0 : whole.attachments.length,
    };
  }
  if (cut == null) return null;
  const author = people.find(({ username }) => username === cut.sender);
  const fileOnly = cut.content === withoutText;
  return {
    id: messageId(cut.id),
    authorId: author === undefined ? null : userId(author.id),
    authorName: author === undefined ? cut.sender : decodeUser(author, hosting).name,
    text: fileOnly ? '' : cut.content,
    createdAt: parseTime(cut.created_at) ?? 0,
    deleted: false,
    attachmentCount: fileOnly ? 1 : 0,
  };
}
