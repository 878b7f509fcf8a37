import type { ContextFact, Conversation, MessagePreview } from '../../model/conversation';
import { conversationId, messageId, userId, type ConversationId, type UserId } from '../../model/ids';
import type { Message } from '../../model/message';
import type { User } from '../../model/user';
import type { AuthorNames } from './options';
import type { OwnMessages } from './own-messages';
import { stayFact } from './places';
import type { WireDetail, WireMessage, WireRow } from './wire';

export interface DecodeContext {
  readonly me: UserId;
  readonly names: AuthorNames;
  readonly own: OwnMessages;
}

/** A list cuts its last messages here and does not say so. */
const previewLength = 100;
const system = userId('system');

// Guests are no users of the backend; one conversation is one guest's.
const guestOf = (id: ConversationId): UserId => userId(`guest:${id}`);

export function decodeMessage(
  wire: WireMessage,
  conversation: ConversationId,
  context: DecodeContext,
): Message {
  return {
    id: messageId(wire.id),
    conversationId: conversation,
    ...authorOf(wire, conversation, context),
    kind: isKnownSender(wire.sender_type) ? 'text' : 'system',
    text: wire.content,
    createdAt: wire.timestamp.at,
    order: wire.timestamp.micros,
    edited: false,
    editedAt: null,
    deleted: false,
    replyTo: null,
    attachments: [],
    reactions: [],
    readBy: [],
    delivery: 'sent',
    pinned: false,
    mentions: [],
    complete: true,
  };
}

const isKnownSender = (type: string): boolean => type === 'guest' || type === 'staff';

function authorOf(
  wire: WireMessage,
  conversation: ConversationId,
  { me, names, own }: DecodeContext,
): Pick<Message, 'authorId' | 'authorName' | 'onMySide'> {
  switch (wire.sender_type) {
    case 'guest':
      return { authorId: guestOf(conversation), authorName: wire.sender_name || names.guest };
    case 'staff':
      if (own.has(wire.id)) return { authorId: me, authorName: wire.sender_name || names.staff };
      return {
        authorId: userId(`staff:${wire.sender_name}`),
        authorName: wire.sender_name || names.staff,
        onMySide: true,
      };
    default:
      return { authorId: system, authorName: wire.sender_name || names.system };
  }
}

/** What only a detail tells. */
type Telling = WireRow & Partial<Pick<WireDetail, 'guest_phone' | 'context_data'>>;

/** The newest message as far as it was loaded; the list gives no id. */
export interface NewestKnown {
  readonly id: string;
  readonly micros: number;
}

export interface DecodedConversation {
  readonly conversation: Conversation;
  readonly guest: User;
}

export function decodeConversation(
  wire: Telling,
  context: DecodeContext,
  told: { readonly unreadCount: number; readonly newest: NewestKnown | null },
): DecodedConversation {
  const { me, names } = context;
  const id = conversationId(wire.id);
  // A demo conversation has no guest, whatever it is called.
  const name = wire.stay_id === null ? null : wire.guest_name;
  const phone = wire.guest_phone ?? wire.context_data?.phone_number ?? null;
  const relayed = wire.status === 'relay';
  const lastMessage = decodePreview(wire, id, context, told.newest);
  return {
    guest: {
      id: guestOf(id),
      name: name ?? names.guest,
      handle: null,
      avatarUrl: null,
      ...(phone === null ? {} : { details: { phone } }),
    },
    conversation: {
      id,
      kind: 'guest',
      title: name ?? names.guest,
      description: null,
      avatarUrl: null,
      participants: [me, guestOf(id)],
      members: null,
      memberCount: null,
      myRole: null,
      lastMessage,
      lastActivityAt: Math.max(wire.updated_at.at, lastMessage?.createdAt ?? 0),
      unreadCount: relayed ? told.unreadCount : 0,
      write: relayed ? { name: 'open' } : { name: 'closed', reason: 'ended' },
      muted: false,
      archived: false,
      pinned: false,
      context: factsOf(wire, phone),
    },
  };
}

function factsOf(wire: Telling, phone: string | null): readonly ContextFact[] {
  const facts: ContextFact[] = [];
  const add = (type: string, label: string | null): void => {
    if (label !== null) facts.push({ type, label });
  };
  add('room', wire.room_number);
  add('department', wire.department_name);
  add('status', wire.status === '' ? null : wire.status);
  if (wire.stay_id !== null) facts.push({ type: stayFact, label: wire.stay_id, id: wire.stay_id });
  add('phone', phone);
  return facts;
}

function decodePreview(
  { last_message: last, guest_name }: WireRow,
  id: ConversationId,
  { me, names, own }: DecodeContext,
  newest: NewestKnown | null,
): MessagePreview | null {
  if (last === null) return null;
  const { micros, at } = last.timestamp;
  const isGuest = last.sender_type === 'guest';
  const isMine = own.hasAt(micros);
  const colleague = last.sender_type === 'staff' ? names.staff : names.system;
  return {
    id: newest?.micros === micros ? messageId(newest.id) : null,
    authorId: isGuest ? guestOf(id) : isMine ? me : null,
    authorName: isGuest ? (guest_name ?? names.guest) : colleague,
    text: [...last.content].length === previewLength ? `${last.content}…` : last.content,
    createdAt: at,
    deleted: false,
    attachmentCount: 0,
  };
}
