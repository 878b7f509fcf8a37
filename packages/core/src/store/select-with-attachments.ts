import type { ConversationId } from '../model/ids';
import type { Message } from '../model/message';
import { selectMessage } from './select-timeline';
import type { ChatState } from './state';
import type { Timeline } from './timeline';
import type { MessageView } from './view';

const none: readonly MessageView[] = [];

// Both hold only what can be computed again from their immutable keys.
const withFiles = new WeakMap<readonly Message[], readonly Message[]>();
const lists = new WeakMap<Timeline, readonly MessageView[]>();

/**
 * The messages with attachments among those loaded, newest first. The same object while the conversation's messages
 * are; costs little more than what changed since the last look.
 */
export function selectWithAttachments(
  state: ChatState,
  conversationId: ConversationId,
): readonly MessageView[] {
  const timeline = state.timelines.get(conversationId);
  if (timeline === undefined) return none;
  const known = lists.get(timeline);
  if (known !== undefined) return known;
  const views = timeline.messages
    .mapChunks(withFiles, (chunk) => chunk.filter(hasFiles))
    .flat()
    .reverse()
    .flatMap(({ id }) => selectMessage(state, conversationId, id) ?? []);
  lists.set(timeline, views);
  return views;
}

function hasFiles({ attachments, deleted }: Message): boolean {
  return !deleted && attachments.length > 0;
}
