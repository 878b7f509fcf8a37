import type { ConversationPage } from '../../adapter/adapter';
import { ChatError, isChatError } from '../../errors';
import type { Conversation } from '../../model/conversation';
import type { ConversationId } from '../../model/ids';
import type { User } from '../../model/user';
import { startDecoding, type Context } from './context';
import { decodeConversation } from './decode-conversation';
import { isMissingRoute } from './deployment';
import type { Signal } from './rest';

export interface LoadedConversation {
  readonly conversation: Conversation;
  readonly users: readonly User[];
}

type UnreadCounts = ReadonlyMap<string, number>;

/** The list, with the true unread counts where the revision tells them. */
export function createConversations(context: Context) {
  const { rest, account, deployment, live } = context;
  let counts: UnreadCounts | null = null;
  let hasCounts = true;

  async function loadCounts(signal: Signal): Promise<UnreadCounts | null> {
    if (!hasCounts || deployment.dialect === 'documented') return null;
    try {
      return await rest.unreadCounts(signal);
    } catch (error) {
      if (!isMissingRoute(error)) throw error;
      // Older revisions have the list's own counts only.
      hasCounts = false;
      return null;
    }
  }

  const unreadOf = (id: string): number | null => (counts === null ? null : (counts.get(id) ?? 0));

  return {
    /** True counts by conversation, absent ones being 0; null where nobody knows. */
    loadCounts,

    async load(cursor: string | null, signal: Signal): Promise<ConversationPage> {
      const decoding = startDecoding(context, await account.myId(signal));
      // One after the other: before the base path is known, both would look for it.
      const page = await rest.conversations(cursor, signal).catch(pastTheEnd(cursor));
      if (cursor === null) counts = await loadCounts(signal);
      live.current?.onListed(page.items);
      return {
        conversations: page.items.map((item) => decodeConversation(item, unreadOf(item.id), decoding)),
        users: decoding.users(),
        next: page.next,
      };
    },

    async loadOne(id: ConversationId, signal: Signal): Promise<LoadedConversation> {
      const decoding = startDecoding(context, await account.myId(signal));
      // The detail carries all messages; what was just talked in is on the first page of the list.
      const listed = (await rest.conversations(null, signal)).items.find(
        (item) => String(item.id) === String(id),
      );
      const item = listed ?? (await rest.conversation(id, signal).catch(noAccess));
      const known = await loadCounts(signal);
      live.current?.onListed([item]);
      const unread = known === null ? null : (known.get(item.id) ?? 0);
      return { conversation: decodeConversation(item, unread, decoding), users: decoding.users() };
    },
  };
}

export type ConversationsService = ReturnType<typeof createConversations>;

/** The list shrank while it was read: there is nothing more. */
function pastTheEnd(cursor: string | null) {
  return (error: unknown): { items: []; next: null } => {
    if (cursor !== null && isChatError(error) && error.status === 404 && !isMissingRoute(error))
      return { items: [], next: null };
    throw error;
  };
}

/** Not taking part is told as 403 or 404, by one endpoint so and by another so; another hotel is always 403. */
export function noAccess(error: unknown): never {
  if (isChatError(error) && error.status === 403 && 'error' in error.fields) {
    throw new ChatError('not-found', error.message, { status: 403, fields: error.fields, cause: error });
  }
  throw error;
}
