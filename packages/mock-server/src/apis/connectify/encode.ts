import { organisationOf, senderOf } from '../../world/belonging';
import type {
  Attachment,
  BareMessage,
  Block,
  Conversation,
  Membership,
  Message,
  Organisation,
  Person,
  Reaction,
} from '../../world/types';
import { restTime, socketTime } from '../django/time';
import type { ConnectifyProfile } from './profile';

/** What the shape of an answer depends on besides its content. */
export interface Wire {
  profile: ConnectifyProfile;
  /** What this API's paths start with among other APIs; empty alone. */
  mountPath: string;
}

const reactionsShown = 10;
const previewLength = 100;

const cut = (text: string): string => Array.from(text).slice(0, previewLength).join('');

const encodeUser = (person: Person) => ({
  id: person.id,
  username: person.username,
  first_name: person.firstName,
  last_name: person.lastName,
  profile_image: person.pictureUrl,
});

export const encodeAccount = (person: Person) => ({
  id: person.id,
  username: person.username,
  email: person.email,
  role: person.role,
  first_name: person.firstName,
  last_name: person.lastName,
});

export const encodeProfile = (person: Person) => ({
  id: person.id,
  username: person.username,
  email: person.email,
  first_name: person.firstName,
  last_name: person.lastName,
  role: person.role,
  bio: null,
  dob: null,
  profile_image: person.pictureUrl,
});

export const encodeOrganisation = <Member>(organisation: Organisation, member: (id: number) => Member) => ({
  id: organisation.id,
  name: organisation.name,
  description: organisation.description,
  users: organisation.memberIds.map(member),
  created_at: restTime(organisation.createdAt),
  updated_at: restTime(organisation.updatedAt),
  admins: organisation.adminIds.map(member),
});

const mediaUrl = ({ mountPath }: Wire, path: string): string => `${mountPath}/media/${encodeURI(path)}`;

const encodeAttachment = (attachment: Attachment, wire: Wire) => ({
  id: attachment.id,
  file_url: mediaUrl(wire, attachment.filePath),
  attachment_type: attachment.kind,
  file_name: attachment.name,
  file_size: attachment.size,
  uploaded_at: restTime(attachment.uploadedAt),
});

export const encodeReaction = (reaction: Reaction) => ({
  id: reaction.id,
  user: encodeUser(reaction.person),
  emoji: reaction.emoji,
  created_at: restTime(reaction.createdAt),
});

export const encodeMessage = (message: Message, wire: Wire) => ({
  id: message.id,
  sender: encodeUser(senderOf(message)),
  content: message.content,
  created_at: restTime(message.createdAt),
  updated_at: restTime(message.updatedAt),
  is_edited: message.isEdited,
  is_deleted: message.isDeleted,
  attachments: message.attachments.map((attachment) => encodeAttachment(attachment, wire)),
  reactions: message.reactions.slice(0, reactionsShown).map(encodeReaction),
  reaction_count: message.reactions.length,
  read_by: message.reads.map((read) => ({
    id: read.id,
    user: encodeUser(read.person),
    read_at: restTime(read.readAt),
  })),
  reply_to: message.replyToId,
  reply_to_preview: message.quoted && {
    id: message.quoted.id,
    sender: encodeUser(senderOf(message.quoted)),
    content: cut(message.quoted.content),
    has_attachments: message.quoted.hasAttachments,
  },
  ...(wire.profile === 'documented'
    ? {}
    : {
        delivery_status: message.delivery && {
          status: message.delivery.status,
          timestamp: restTime(message.delivery.changedAt),
        },
      }),
});

const encodePreview = (message: Message) => ({
  id: message.id,
  sender: encodeUser(senderOf(message)),
  content: cut(message.content),
  created_at: restTime(message.createdAt),
  is_deleted: message.isDeleted,
  has_attachments: message.attachments.length > 0,
});

/** A conversation together with what its listing shows. */
export interface ConversationView {
  conversation: Conversation;
  members: Membership[];
  newest: Message | undefined;
  unmarked: number;
}

export const encodeDirect = ({ conversation, members, newest, unmarked }: ConversationView) => ({
  id: conversation.number,
  participants: members
    .map(({ person }) => person)
    .sort((one, other) => one.id - other.id)
    .map(encodeUser),
  organization: organisationOf(conversation),
  created_at: restTime(conversation.createdAt),
  updated_at: restTime(conversation.updatedAt),
  is_active: conversation.isActive,
  last_message: newest === undefined ? null : encodePreview(newest),
  unread_count: unmarked,
});

export const encodeMembership = (membership: Membership) => ({
  id: membership.number,
  user: encodeUser(membership.person),
  role: membership.role,
  joined_at: restTime(membership.joinedAt),
  is_muted: membership.isMuted,
});

export const encodeGroup = (
  view: ConversationView,
  reader: Person,
  creator: Person | undefined,
  wire: Wire,
) => ({
  id: view.conversation.number,
  name: view.conversation.name,
  description: view.conversation.description,
  organization: organisationOf(view.conversation),
  created_by: creator === undefined ? null : encodeUser(creator),
  created_at: restTime(view.conversation.createdAt),
  updated_at: restTime(view.conversation.updatedAt),
  is_active: view.conversation.isActive,
  members_count: view.members.length,
  last_message: view.newest === undefined ? null : encodePreview(view.newest),
  unread_count: view.unmarked,
  user_role: view.members.find(({ person }) => person.id === reader.id)?.role ?? null,
  avatar_url: view.conversation.picturePath && mediaUrl(wire, view.conversation.picturePath),
});

export const encodeBlock = (block: Block) => ({
  id: block.id,
  blocker: encodeUser(block.blocker),
  blocked: encodeUser(block.blocked),
  organization: { id: block.organisationId, name: block.organisationName },
  created_at: restTime(block.createdAt),
});

export const encodeFetched = (message: BareMessage) => ({
  id: message.id,
  sender_id: message.senderId,
  content: message.content,
  sent_at: socketTime(message.createdAt),
  is_edited: message.isEdited,
  is_deleted: message.isDeleted,
});
