import type { Microseconds } from '../../store/schema';
import type {
  Community,
  CommunityConversation,
  CommunityMessage,
  CommunityPerson,
} from '../../world/community/types';
import { restTime } from '../django/time';
import { countUnread } from './unread';
import type { Parts, People } from './parts';

const editWindow = 10 * 60 * 1_000_000;
const previewLength = 50;
/** What the real server's frames name as their host. */
export const frameHost = 'http://testserver';

/** In the server's own zone, as its fields have it. */
export function localTime(at: Microseconds): string {
  return `${restTime(at + 5 * 3600 * 1_000_000).slice(0, -1)}+05:00`;
}

/** For whom, and from where files are fetched. */
export interface EncodeContext {
  readonly parts: Pick<Parts, 'mountPath' | 'profile'>;
  readonly people: People;
  readonly meId: number;
  /** What addresses begin with: where the request went to, or the host of frames. */
  readonly origin: string;
  readonly now: Microseconds;
  readonly inFrame: boolean;
}

function fileUrl(path: string, { origin, parts }: EncodeContext): string {
  return `${origin}${parts.mountPath}/media/${path.split('/').map(encodeURIComponent).join('/')}`;
}

export function encodePerson(person: CommunityPerson, context: EncodeContext) {
  const isSuper = person.role === 'superadmin';
  return {
    id: person.id,
    username: person.username,
    email: person.email,
    first_name: person.firstName,
    last_name: person.lastName,
    role: person.role,
    bio: person.bio,
    avatar: avatarUrl(person, context),
    is_active: person.isActive,
    date_joined: localTime(person.joinedAt),
    managed_confessions: person.manages,
    permissions: {
      can_manage_users: isSuper,
      can_manage_confessions: isSuper,
      can_view_analytics: isSuper,
      can_manage_posts: isSuper,
      can_moderate_comments: isSuper,
    },
    preferred_language: 'en',
    preferred_theme: 'light',
  };
}

function avatarUrl({ pictureUrl }: CommunityPerson, { origin, parts }: EncodeContext): string | null {
  return pictureUrl?.startsWith('/') === true ? `${origin}${parts.mountPath}${pictureUrl}` : pictureUrl;
}

const personOf = (id: number, context: EncodeContext) => {
  const person = context.people.get(id);
  if (person === undefined) throw new Error(`Person ${id} is referred to but does not exist`);
  return encodePerson(person, context);
};

export function encodeCommunity(community: Community, subscriberId: number, context: EncodeContext) {
  const admin = community.adminId === null ? undefined : context.people.get(community.adminId);
  return {
    id: community.id,
    name: community.name,
    slug: community.slug,
    description: community.description,
    logo: null,
    admin:
      admin === undefined
        ? null
        : { id: admin.id, username: admin.username, avatar: avatarUrl(admin, context) },
    subscribers_count: community.subscriberIds.length,
    posts_count: 0,
    is_subscribed: community.subscriberIds.includes(subscriberId),
    created_at: localTime(community.createdAt),
  };
}

export const canEdit = (message: CommunityMessage, now: Microseconds): boolean =>
  !message.isDeleted && now - message.createdAt <= editWindow;

export function encodeMessage(
  message: CommunityMessage,
  quoted: CommunityMessage | undefined,
  context: EncodeContext,
) {
  return {
    id: message.id,
    conversation: message.conversationNumber,
    sender: personOf(message.senderId, context),
    content: message.content,
    reply_to:
      quoted === undefined
        ? null
        : {
            id: quoted.id,
            sender: personOf(quoted.senderId, context),
            content: quoted.content,
            attachments: encodeFiles(quoted, context),
            created_at: localTime(quoted.createdAt),
            is_deleted: quoted.isDeleted,
          },
    is_edited: message.isEdited,
    is_pinned: message.isPinned,
    is_deleted: message.isDeleted,
    created_at: localTime(message.createdAt),
    updated_at: localTime(message.updatedAt),
    edited_at: message.editedAt === null ? null : localTime(message.editedAt),
    attachments: encodeFiles(message, context),
    message_reads: message.reads.map((read) => ({
      id: read.id,
      user: personOf(read.personId, context),
      delivered_at: localTime(read.deliveredAt),
      read_at: read.readAt === null ? null : localTime(read.readAt),
    })),
    status: statusOf(message, context),
    can_edit: canEdit(message, context.now),
  };
}

function encodeFiles(message: CommunityMessage, context: EncodeContext) {
  return message.files.map((file) => ({
    id: file.id,
    file: fileUrl(file.path, context),
    file_type: file.kind,
    file_name: file.name,
    file_size: file.size,
    mime_type: file.mimeType,
    uploaded_at: localTime(file.uploadedAt),
  }));
}

/** Frames go to all alike: the real server says `sent` in every one, the documented one what its author sees. */
function statusOf(message: CommunityMessage, { meId, inFrame, parts }: EncodeContext): string {
  if (inFrame && parts.profile === 'deployed') return 'sent';
  if (!inFrame && message.senderId !== meId) return 'received';
  const others = message.reads.filter(({ personId }) => personId !== message.senderId);
  if (others.every(({ readAt }) => readAt !== null)) return 'seen';
  return others.length > 0 ? 'delivered' : 'sent';
}

export function encodeListItem(
  conversation: CommunityConversation,
  talk: { readonly newest: CommunityMessage | undefined; readonly ofOthers: readonly CommunityMessage[] },
  context: EncodeContext,
) {
  const { newest } = talk;
  return {
    id: conversation.number,
    participants: conversation.participants.map((person) => encodePerson(person, context)),
    confession: conversation.community?.id ?? null,
    last_message_at: conversation.lastMessageAt === null ? null : localTime(conversation.lastMessageAt),
    last_message_preview:
      newest === undefined
        ? null
        : {
            id: newest.id,
            sender: context.people.get(newest.senderId)?.username ?? '',
            content: previewOf(newest),
            created_at: restTime(newest.createdAt),
          },
    unread_count: countUnread(talk.ofOthers, context.meId, context.parts.profile),
  };
}

function previewOf({ content }: CommunityMessage): string {
  if (content === null || content === '') return '[Attachment]';
  const points = Array.from(content);
  return points.length > previewLength ? `${points.slice(0, previewLength).join('')}...` : content;
}

export function encodeDetail(
  conversation: CommunityConversation,
  talk: { readonly newest: unknown; readonly ofOthers: readonly CommunityMessage[] },
  context: EncodeContext,
) {
  return {
    id: conversation.number,
    participants: conversation.participants.map((person) => encodePerson(person, context)),
    confession: conversation.community?.id ?? null,
    created_at: localTime(conversation.createdAt),
    updated_at: localTime(conversation.updatedAt),
    last_message_at: conversation.lastMessageAt === null ? null : localTime(conversation.lastMessageAt),
    last_message: talk.newest,
    unread_count: countUnread(talk.ofOthers, context.meId, context.parts.profile),
  };
}
