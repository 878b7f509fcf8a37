import type { ConversationId, MessageId } from '../model/ids';
import type { Message } from '../model/message';
import { selectMessage } from './select-timeline';
import type { ChatState } from './state';
import type { MessageView } from './view';

const none: readonly MessageView[] = [];

// Both hold only what can be computed again from their immutable keys.
const pinnedIds = new WeakMap<readonly Message[], readonly MessageId[]>();
const lists = new WeakMap<MessageView, readonly MessageView[]>();

/**
 * The pinned messages among those loaded, newest first, pending pins and unpins counted. The same object while nothing
 * in it changed; costs little more than what changed since the last look.
 */
export function selectPinned(state: ChatState, conversationId: ConversationId): readonly MessageView[] {
  const timeline = state.timelines.get(conversationId);
  if (timeline === undefined) return none;
  const ids = new Set(timeline.messages.mapChunks(pinnedIds, idsOfPinned).flat());
  for (const { entry } of state.outbox.byConversation.get(conversationId) ?? []) {
    if (entry.command.kind === 'pin') ids.add(entry.command.messageId);
  }
  const views = [...ids]
    .flatMap((id) => selectMessage(state, conversationId, id) ?? [])
    .filter(({ pinned, deleted }) => pinned && !deleted)
    .sort((left, right) => right.createdAt - left.createdAt);
  const [first] = views;
  if (first === undefined) return none;
  const known = lists.get(first);
  if (known?.length === views.length && known.every((view, index) => view === views[index])) return known;
  lists.set(first, views);
  return views;
}

function idsOfPinned(chunk: readonly Message[]): readonly MessageId[] {
  return chunk.filter(({ pinned }) => pinned).map(({ id }) => id);
}
