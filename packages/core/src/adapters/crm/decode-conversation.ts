import type { ContextFact, Conversation, MessagePreview } from '../../model/conversation';
import { messageId, userId } from '../../model/ids';
import type { User } from '../../model/user';
import { readItems } from '../../transport/read-items';
import type { Decoding } from './context';
import { decodeRelated } from './decode-message';
import { decodeUser } from './decode-user';
import { threadId, type Organization } from './thread';
import type { Counter } from './unread';
import * as wire from './wire';

export interface ListedConversation {
  readonly conversation: Conversation;
  readonly partner: User | null;
  readonly counter: Counter;
}

/** Null when the other side cannot be told, or neither is me: the cookie may be somebody else's by now. */
export function decodeConversation(
  item: wire.WireConversation,
  decoding: Decoding,
): ListedConversation | null {
  const { me, baseUrl, meet } = decoding;
  const sides = [item.participant1, item.participant2].flatMap((side) => (side == null ? [] : [side]));
  const other = item.other_participant ?? sides.find((side) => side.id !== me) ?? null;
  if (other === null || (sides.length === 2 && sides.every((side) => side.id !== me))) return null;
  for (const side of [...sides, other]) meet(decodeUser(side, baseUrl));
  const partner = decodeUser(other, baseUrl);
  const toMyself = partner.id === me;
  const lastMessage = decodePreview(item, decoding);
  const conversation: Conversation = {
    id: threadId(item.organization, other.id),
    kind: 'direct',
    title: toMyself ? partner.name : null,
    description: null,
    avatarUrl: null,
    participants: toMyself ? [me] : [me, partner.id],
    members: null,
    memberCount: toMyself ? 1 : 2,
    myRole: null,
    lastMessage,
    // Without its last message, which was deleted, the row keeps its place.
    lastActivityAt: lastMessage?.createdAt ?? item.last_message_at ?? item.created_at ?? 0,
    unreadCount: item.unread_count,
    ...plain,
    context: organizationFacts(item.organization, [other, ...sides], decoding),
  };
  return {
    conversation,
    partner: toMyself ? null : partner,
    counter: { id: conversation.id, count: item.unread_count, lastMessageId: lastMessage?.id ?? null },
  };
}

/** A conversation the server does not have yet: it makes one with the first message. */
export function beginConversation(options: {
  readonly organization: Organization;
  readonly me: User;
  readonly person: string;
  readonly at: number;
}): Conversation {
  const { organization, me, person, at } = options;
  const toMyself = person === me.id;
  return {
    id: threadId(organization, person),
    kind: 'direct',
    title: toMyself ? me.name : null,
    description: null,
    avatarUrl: null,
    participants: toMyself ? [me.id] : [me.id, userId(person)],
    members: null,
    memberCount: toMyself ? 1 : 2,
    myRole: null,
    lastMessage: null,
    lastActivityAt: at,
    unreadCount: 0,
    ...plain,
    context: [],
  };
}

// Whether one may write is known only by trying; nobody can mute, archive or pin here.
const plain = { write: { name: 'open' }, muted: false, archived: false, pinned: false } as const;

function decodePreview(item: wire.WireConversation, { baseUrl, meet }: Decoding): MessagePreview | null {
  const preview = item.last_message ?? null;
  if (preview === null) return null;
  const sender = preview.sender == null ? null : decodeUser(preview.sender, baseUrl);
  if (sender !== null) meet(sender);
  const related = decodeRelated(preview);
  return {
    id: preview.id == null ? null : messageId(preview.id),
    authorId: sender?.id ?? null,
    authorName: sender?.name ?? null,
    text: preview.content,
    createdAt: preview.created_at,
    deleted: false,
    attachmentCount: preview.attachments.length,
    ...(preview.subject == null || preview.subject === '' ? {} : { subject: preview.subject }),
    ...(related.length === 0 ? {} : { related }),
  };
}

/** The conversation names its organisation by number; its name stands in the profiles of its people. */
function organizationFacts(
  organization: Organization,
  people: readonly wire.WireUser[],
  { report }: Decoding,
): readonly ContextFact[] {
  if (organization == null) return [];
  for (const person of people) {
    for (const profile of readItems(wire.profile, person.profiles ?? [], report)) {
      if (profile.organization?.id === organization && profile.organization.name !== '')
        return [{ type: 'organization', id: organization, label: profile.organization.name }];
    }
  }
  return [{ type: 'organization', id: organization, label: `#${organization}` }];
}
