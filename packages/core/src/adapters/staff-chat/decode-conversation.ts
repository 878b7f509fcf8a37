import type { Conversation, MessagePreview } from '../../model/conversation';
import { conversationId, messageId, userId } from '../../model/ids';
import { readItems } from '../../transport/read-items';
import type { DecodeContext } from './decode-message';
import { fileText } from './decode-message';
import { decodePerson } from './decode-person';
import * as wire from './wire';

/** `unread` is the true count where it was asked for: the item's own counts what anybody has not read. */
export function decodeConversation(
  item: wire.WireConversation,
  unread: number | null,
  context: DecodeContext,
): Conversation {
  const people = readItems(wire.person, item.participants, context.report).map((participant) =>
    decodePerson(participant, context.baseUrl),
  );
  people.forEach(context.meet);
  // Older revisions say so of a group only once it was changed.
  const isGroup = item.is_group === true || people.length > 2;
  const lastMessage = decodePreview(item.last_message ?? null, people);
  const title = item.title ?? '';
  return {
    id: conversationId(item.id),
    kind: isGroup ? 'group' : 'direct',
    title: !isGroup || title === '' ? null : title,
    description: null,
    avatarUrl: null,
    participants: people.map((user) => user.id),
    members: people.map((user) => ({ userId: user.id, role: 'member', joinedAt: null })),
    memberCount: people.length,
    myRole: people.some((user) => user.id === context.me) ? 'member' : null,
    lastMessage,
    // Uploads do not move the server's own time.
    lastActivityAt: Math.max((item.updated_at ?? item.created_at).at, lastMessage?.createdAt ?? 0),
    unreadCount: unread ?? item.unread_count,
    write: { name: 'open' },
    muted: false,
    archived: false,
    pinned: false,
    context: [],
  };
}

function decodePreview(
  preview: wire.WirePreview | null,
  people: readonly { readonly id: string; readonly name: string }[],
): MessagePreview | null {
  if (preview === null) return null;
  const { sender } = preview;
  const name = typeof sender === 'string' ? sender : null;
  // Only a name is told; two of the same name cannot be told apart.
  const namesakes = people.filter((user) => user.name === name);
  const told = sender != null && typeof sender !== 'string' ? sender.id : null;
  const author = told ?? (namesakes.length === 1 ? namesakes[0]?.id : undefined) ?? null;
  const filesOnly = preview.message === fileText;
  return {
    id: preview.id == null ? null : messageId(preview.id),
    authorId: author === null ? null : userId(author),
    authorName: name ?? people.find((user) => user.id === author)?.name ?? null,
    text: filesOnly ? '' : preview.message,
    createdAt: preview.timestamp.at,
    deleted: false,
    attachmentCount: filesOnly || preview.has_attachments ? 1 : 0,
  };
}
