import { MapDraft } from '../lib/map-draft';
import type { Conversation } from '../model/conversation';
import type { ConversationId, UserId } from '../model/ids';
import type { Presence, User } from '../model/user';
import { outboxOf } from './outbox-lanes';
import type { ChatState, Draft, HistoryLoad, OutboxItem, TypingPerson } from './state';
import type { Timeline } from './timeline';
import { nothingTouched } from './touched';
import type { Touched } from './touched';

/** The next state while a batch is applied; everything untouched stays the same object. */
export class StateDraft {
  readonly touched: Touched = nothingTouched();
  readonly users: MapDraft<UserId, User>;
  readonly conversations: MapDraft<ConversationId, Conversation>;
  readonly timelines: MapDraft<ConversationId, Timeline>;
  readonly historyLoads: MapDraft<ConversationId, HistoryLoad>;
  readonly freshAt: MapDraft<ConversationId | null, number>;
  readonly outboxLanes: MapDraft<ConversationId, readonly OutboxItem[]>;
  readonly typing: MapDraft<ConversationId, readonly TypingPerson[]>;
  readonly presence: MapDraft<UserId, Presence>;
  readonly drafts: MapDraft<ConversationId, Draft>;
  readonly readUpTo: MapDraft<ConversationId, number>;
  /** The plain fields, replaced one by one. */
  plain: Pick<
    ChatState,
    'session' | 'connection' | 'storage' | 'capabilities' | 'limits' | 'conversationList'
  >;
  /** The order of the list has to be made anew. */
  reorder = false;

  constructor(private readonly base: ChatState) {
    this.users = new MapDraft(base.users);
    this.conversations = new MapDraft(base.conversations);
    this.timelines = new MapDraft(base.timelines);
    this.historyLoads = new MapDraft(base.historyLoads);
    this.freshAt = new MapDraft(base.freshAt);
    this.outboxLanes = new MapDraft(base.outbox.byConversation);
    this.typing = new MapDraft(base.typing);
    this.presence = new MapDraft(base.presence);
    this.drafts = new MapDraft(base.drafts);
    this.readUpTo = new MapDraft(base.readUpTo);
    this.plain = base;
  }

  get me(): UserId | null {
    return this.plain.session.name === 'signed-in' ? this.plain.session.me : null;
  }

  done(): ChatState {
    const { session, connection, storage, capabilities, limits, conversationList } = this.plain;
    const next: ChatState = {
      session,
      connection,
      storage,
      capabilities,
      limits,
      conversationList,
      users: this.users.done(),
      conversations: this.conversations.done(),
      conversationOrder: this.reorder ? this.ordered() : this.base.conversationOrder,
      timelines: this.timelines.done(),
      historyLoads: this.historyLoads.done(),
      freshAt: this.freshAt.done(),
      outbox: this.outboxLanes.changed ? outboxOf(this.outboxLanes.done()) : this.base.outbox,
      typing: this.typing.done(),
      presence: this.presence.done(),
      drafts: this.drafts.done(),
      readUpTo: this.readUpTo.done(),
    };
    const same = (Object.keys(next) as (keyof ChatState)[]).every((key) => next[key] === this.base[key]);
    return same ? this.base : next;
  }

  private ordered(): readonly ConversationId[] {
    const activity = new Map<ConversationId, number>();
    for (const [id, conversation] of this.conversations.entries()) {
      const pending = this.outboxLanes
        .get(id)
        ?.findLast((item) => item.entry.command.kind === 'send-message');
      activity.set(id, Math.max(conversation.lastActivityAt, pending?.entry.command.createdAt ?? 0));
    }
    const ids = [...activity.keys()].sort(
      (left, right) => (activity.get(right) ?? 0) - (activity.get(left) ?? 0) || (left < right ? -1 : 1),
    );
    const before = this.base.conversationOrder;
    return ids.length === before.length && ids.every((id, index) => id === before[index]) ? before : ids;
  }
}
