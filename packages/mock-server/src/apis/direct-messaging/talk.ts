import type { CommunityMessage, CommunityPerson } from '../../world/community/types';
import type { CommunityUpload } from '../../world/community/messages';
import type { CommunityConversation } from '../../world/community/types';
import { type EncodeContext, encodeDetail, encodeListItem, encodeMessage, frameHost } from './encode';
import { socketTime } from '../django/time';
import type { Parts } from './parts';
import type { Way } from './rules';
import { unreadFor } from './unread';

export interface Draft {
  readonly content: string | null;
  readonly replyToId?: number | null;
  readonly isPinned?: boolean;
  readonly isDeleted?: boolean;
  readonly uploads?: readonly CommunityUpload[];
}

/** What is done with messages, whichever way it was asked for. `rest` acts of real servers are told to nobody. */
export function createTalk(parts: Parts) {
  const { world, broadcast, profile } = parts;
  const { messages, communities } = world.community;

  /** What this profile calls a change: the document's word is the one clients send. */
  const named = (documented: string, deployed: string): string =>
    profile === 'documented' ? documented : deployed;
  const isTold = (way: Way): boolean => way === 'socket' || profile === 'documented';

  async function encode(message: CommunityMessage, context: EncodeContext) {
    const quoted = message.replyToId === null ? undefined : await messages.find(message.replyToId);
    return encodeMessage(message, quoted, context);
  }

  async function frameOf(message: CommunityMessage, origin: string) {
    return encode(message, {
      parts,
      people: await communities.people(),
      meId: message.senderId,
      origin: profile === 'deployed' ? frameHost : origin,
      now: world.clock.now(),
      inFrame: true,
    });
  }

  async function require(id: number): Promise<CommunityMessage> {
    const message = await messages.find(id);
    if (message === undefined) throw new Error(`Message ${id} vanished while it was changed`);
    return message;
  }

  async function tell(type: string, message: CommunityMessage, at: number, way: Way, origin: string) {
    if (isTold(way)) broadcast.toAll(at, { type, message: await frameOf(message, origin) });
  }

  return {
    encode,

    async listItem(conversation: CommunityConversation, context: EncodeContext) {
      const newest = await messages.newest(conversation.id);
      return encodeListItem(
        conversation,
        { newest, ofOthers: await messages.ofOthers(conversation.id, context.meId) },
        context,
      );
    },

    async detail(conversation: CommunityConversation, context: EncodeContext) {
      const newest = await messages.newest(conversation.id);
      return encodeDetail(
        conversation,
        {
          newest: newest === undefined ? null : await encode(newest, context),
          ofOthers: await messages.ofOthers(conversation.id, context.meId),
        },
        context,
      );
    },

    async unread(conversation: CommunityConversation, personId: number) {
      return unreadFor(await messages.ofOthers(conversation.id, personId), personId, profile);
    },

    async send(
      sender: Pick<CommunityPerson, 'id'>,
      conversation: CommunityConversation,
      draft: Draft,
      way: Way,
      origin: string,
    ): Promise<CommunityMessage> {
      const id = await world.transaction(async (inside) => {
        const sent = await inside.community.messages.add({
          ...draft,
          conversationId: conversation.id,
          senderId: sender.id,
          recipientIds: conversation.participants.map((one) => one.id).filter((one) => one !== sender.id),
        });
        await inside.community.conversations.noteSent(conversation.id);
        return sent;
      });
      const message = await require(id);
      await tell('chat_message', message, conversation.id, way, origin);
      return message;
    },

    /** `at`: the conversation whose sockets hear of it, which need not be the message's own. */
    async edit(message: CommunityMessage, content: string | null, at: number, way: Way, origin: string) {
      // Observed: an edit over the socket is shown to all with its new text, and the old one is kept.
      const isKept = way === 'rest' || profile === 'documented';
      if (isKept) await messages.edit(message.id, content);
      else await messages.noteEdited(message.id);
      const edited = { ...(await require(message.id)), content };
      await tell(named('edit_message', 'message_edited'), edited, at, way, origin);
      return edited;
    },

    async remove(message: CommunityMessage, at: number, way: Way, givenId: unknown = message.id) {
      await messages.markDeleted(message.id);
      if (!isTold(way)) return;
      broadcast.toAll(at, { type: named('delete_message', 'message_deleted'), message_id: givenId });
    },

    async pin(message: CommunityMessage, isPinned: boolean, at: number, way: Way, origin: string) {
      // A socket of a real server pins one beside the other.
      if (isPinned && (way === 'rest' || profile === 'documented')) {
        await messages.unpinOthers(message.conversationId, message.id);
      }
      await messages.setPinned(message.id, isPinned);
      const pinned = await require(message.id);
      await tell(named('pin_message', 'message_pinned'), pinned, at, way, origin);
      return pinned;
    },

    /** Told even where nothing was there to read, as observed. */
    async read(
      reader: CommunityPerson,
      message: CommunityMessage | undefined,
      at: number,
      way: Way,
      givenId: unknown = message?.id,
    ) {
      const readAt =
        message === undefined ? world.clock.now() : await messages.markRead(message.id, reader.id);
      if (!isTold(way)) return;
      broadcast.toAll(at, {
        type: 'read_receipt',
        message_id: givenId ?? null,
        user_id: reader.id,
        username: reader.username,
        read_at: socketTime(readAt),
      });
    },

    type(person: CommunityPerson, at: number, isTyping: unknown) {
      broadcast.toOthers(at, person.id, {
        type: 'typing',
        user_id: person.id,
        username: person.username,
        is_typing: isTyping,
      });
    },

    status(person: CommunityPerson, at: number, status: 'online' | 'offline') {
      broadcast.toOthers(at, person.id, {
        type: 'user_status',
        user_id: person.id,
        username: person.username,
        status,
      });
    },
  };
}

export type Talk = ReturnType<typeof createTalk>;
