import type { Block } from '../../adapter/action';
import type { ContextFact, Conversation, Member, MemberRole, MessagePreview } from '../../model/conversation';
import { messageId } from '../../model/ids';
import { readItems } from '../../transport/read-items';
import type { DecodeContext } from './decode-message';
import { resolveUrl } from '../../transport/resolve-url';
import { decodeUser } from './decode-user';
import { threadId } from './thread';
import * as wire from './wire';

type Context = Pick<DecodeContext, 'baseUrl' | 'meet' | 'report'>;

export function decodeDirect(item: wire.WireConversation, context: Context): Conversation {
  const participants = readItems(wire.user, item.participants, context.report).map((user) =>
    decodeUser(user, context.baseUrl),
  );
  participants.forEach(context.meet);
  const lastMessage = decodePreview(item.last_message ?? null, context);
  return {
    id: threadId('direct', item.id),
    kind: 'direct',
    title: null,
    description: null,
    avatarUrl: null,
    participants: participants.map(({ id }) => id),
    members: null,
    memberCount: participants.length,
    myRole: null,
    lastMessage,
    // The server's own `updated_at` also moves on reactions and edits.
    lastActivityAt: lastMessage?.createdAt ?? item.created_at,
    unreadCount: item.unread_count,
    write: item.is_active ? { name: 'open' } : { name: 'closed', reason: 'ended' },
    ...plain,
    context: organizationFacts(item.organization ?? null),
  };
}

export function decodeGroup(item: wire.WireGroup, context: Context): Conversation {
  const members =
    item.members == null
      ? null
      : readItems(wire.membership, item.members, context.report).map(({ user, role, joined_at }): Member => {
          const person = decodeUser(user, context.baseUrl);
          context.meet(person);
          return { userId: person.id, role: decodeRole(role) ?? 'member', joinedAt: joined_at ?? null };
        });
  const lastMessage = decodePreview(item.last_message ?? null, context);
  const myRole = decodeRole(item.user_role ?? null);
  return {
    id: threadId('group', item.id),
    kind: 'group',
    title: item.name,
    description: item.description == null || item.description === '' ? null : item.description,
    avatarUrl: resolveUrl(item.avatar_url ?? null, context.baseUrl),
    participants: members?.map((member) => member.userId) ?? [],
    members,
    memberCount: item.members_count ?? members?.length ?? null,
    myRole,
    lastMessage,
    lastActivityAt: lastMessage?.createdAt ?? item.created_at,
    unreadCount: item.unread_count,
    write: decodeGroupWrite(item.is_active, myRole),
    ...plain,
    context: organizationFacts(item.organization ?? null),
  };
}

// Nobody can mute, archive or pin here.
const plain = { muted: false, archived: false, pinned: false };

function decodeGroupWrite(active: boolean, myRole: MemberRole | null): Conversation['write'] {
  if (!active) return { name: 'closed', reason: 'ended' };
  return myRole === null ? { name: 'closed', reason: 'not-member' } : { name: 'open' };
}

function decodeRole(role: string | null): MemberRole | null {
  return role === 'admin' || role === 'member' ? role : null;
}

function organizationFacts(organization: { id: string; name: string } | null): readonly ContextFact[] {
  if (organization === null) return [];
  return [{ type: 'organization', id: organization.id, label: organization.name }];
}

function decodePreview(
  preview: NonNullable<wire.WireConversation['last_message']> | null,
  { baseUrl, meet }: Context,
): MessagePreview | null {
  if (preview === null) return null;
  const sender = preview.sender == null ? null : decodeUser(preview.sender, baseUrl);
  if (sender !== null) meet(sender);
  return {
    id: messageId(preview.id),
    authorId: sender?.id ?? null,
    authorName: sender?.name ?? null,
    text: preview.is_deleted ? '' : preview.content,
    createdAt: preview.created_at,
    deleted: preview.is_deleted,
    attachmentCount: preview.has_attachments && !preview.is_deleted ? 1 : 0,
  };
}

export function decodeBlock(block: wire.WireBlock, baseUrl: string): Block {
  return {
    id: block.id,
    user: decodeUser(block.blocked, baseUrl),
    contextId: block.organization?.id ?? null,
  };
}
