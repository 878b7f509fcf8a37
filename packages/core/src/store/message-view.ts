import type { OutboxPhase } from '../adapter/outbox-entry';
import type { SendMessageCommand } from '../adapter/command';
import type { OutgoingAttachment } from '../model/attachment';
import { messageKey } from '../model/ids';
import type { MessageKey, UserId } from '../model/ids';
import type { Message, ReplyPreview } from '../model/message';
import type { OutboxItem } from './state';
import type { AttachmentView, MessageStatus, MessageView, ReactionView } from './view';

/** A confirmed message with the pending commands about it laid over. */
export function confirmedView(
  message: Message,
  pending: readonly OutboxItem[],
  me: UserId | null,
): MessageView {
  const own = message.authorId === me;
  const base: MessageView = {
    key: messageKey(message),
    id: message.id,
    localId: message.localId ?? null,
    conversationId: message.conversationId,
    authorId: message.authorId,
    authorName: message.authorName ?? null,
    own,
    onMySide: own || message.onMySide === true,
    kind: message.kind,
    text: message.text,
    createdAt: message.createdAt,
    status: own ? ownStatus(message, me) : 'received',
    failure: null,
    failedChange: null,
    progress: null,
    edited: message.edited,
    deleted: message.deleted,
    changing: false,
    replyTo: message.replyTo,
    attachments: message.attachments.map((attachment) => ({ ...attachment, blob: null })),
    reactions: message.reactions.map((reaction) => ({
      ...reaction,
      mine: me !== null && reaction.userIds.includes(me),
    })),
    readBy: message.readBy,
    pinned: message.pinned,
    mentions: message.mentions,
    subject: message.subject ?? null,
    related: message.related ?? [],
    permissions: message.permissions ?? {},
  };
  return pending.reduce((view, item) => overlay(view, item, me), base);
}

/** An own send the server has not confirmed yet. */
export function pendingView(
  item: OutboxItem,
  command: SendMessageCommand,
  context: {
    readonly me: UserId;
    readonly replyTo: ReplyPreview | null;
    readonly others: readonly OutboxItem[];
  },
): MessageView {
  const { phase } = item.entry;
  const base: MessageView = {
    // The key of an own send is its local id from the first moment on.
    key: command.localId as string as MessageKey,
    id: null,
    localId: command.localId,
    conversationId: command.conversationId,
    authorId: context.me,
    authorName: null,
    own: true,
    onMySide: true,
    kind: 'text',
    text: command.text,
    createdAt: command.createdAt,
    status: pendingStatus(item, phase),
    failure: phase.name === 'failed' ? phase.failure : null,
    failedChange: null,
    progress: item.progress,
    edited: false,
    deleted: false,
    changing: false,
    replyTo: context.replyTo,
    attachments: command.attachments.map(outgoingView),
    reactions: [],
    readBy: [],
    pinned: false,
    mentions: command.mentions ?? [],
    subject: command.subject ?? null,
    related: command.related ?? [],
    permissions: {},
  };
  return context.others.reduce((view, other) => overlay(view, other, context.me), base);
}

function ownStatus(message: Message, me: UserId | null): MessageStatus {
  if (message.readBy.some((mark) => mark.userId !== me)) return 'read';
  return message.delivery;
}

function pendingStatus(item: OutboxItem, phase: OutboxPhase): MessageStatus {
  return item.saved || phase.name === 'failed' ? phase.name : 'saving';
}

function outgoingView(attachment: OutgoingAttachment): AttachmentView {
  const { id, kind, name, mimeType, size, width, height, blob } = attachment;
  return { id, kind, name, mimeType, size, width, height, blob, url: null, thumbnailUrl: null };
}

function overlay(view: MessageView, item: OutboxItem, me: UserId | null): MessageView {
  const { command, phase, localId } = item.entry;
  // A change that failed for good is not shown as made; its failure is.
  if (phase.name === 'failed') {
    const { kind } = command;
    const text = kind === 'edit-message' ? command.text : null;
    return {
      ...view,
      failure: view.failure ?? phase.failure,
      failedChange: view.failedChange ?? { localId, kind, text, failure: phase.failure },
    };
  }
  switch (command.kind) {
    case 'edit-message':
      return { ...view, text: command.text, edited: view.id !== null, changing: true };
    case 'delete-message':
      return { ...view, deleted: true, changing: true };
    case 'react':
    case 'unreact':
      return me === null
        ? view
        : {
            ...view,
            reactions: withOwnReaction(view.reactions, command.emoji, command.kind === 'react', me),
          };
    case 'pin':
    case 'unpin':
      return { ...view, pinned: command.kind === 'pin' };
    default:
      return view;
  }
}

function withOwnReaction(
  reactions: readonly ReactionView[],
  emoji: string,
  present: boolean,
  me: UserId,
): readonly ReactionView[] {
  const known = reactions.find((reaction) => reaction.emoji === emoji);
  if (known === undefined)
    return present ? [...reactions, { emoji, count: 1, userIds: [me], mine: true }] : reactions;
  if (known.mine === present) return reactions;
  const userIds = present ? [...known.userIds, me] : known.userIds.filter((userId) => userId !== me);
  const changed = { ...known, count: known.count + (present ? 1 : -1), userIds, mine: present };
  return reactions
    .map((reaction) => (reaction === known ? changed : reaction))
    .filter(({ count }) => count > 0);
}
