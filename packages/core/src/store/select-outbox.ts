import type { Command, CommandKind } from '../adapter/command';
import type { CommandFailure } from '../adapter/outbox-entry';
import type { ConversationId, LocalId } from '../model/ids';
import type { ChatState, OutboxItem, OutboxState } from './state';
import type { MessageStatus } from './view';

/** One command on its way. Times are epoch milliseconds. */
export interface OutboxItemView {
  /** `retry` and `discard` take it. */
  readonly localId: LocalId;
  readonly conversationId: ConversationId;
  readonly kind: CommandKind;
  readonly command: Command;
  /** `saving` is not on disk yet; `checking`: whether it arrived is being looked up. */
  readonly status: Extract<MessageStatus, 'saving' | 'queued' | 'sending' | 'checking' | 'failed'>;
  /** How often it was sent so far. */
  readonly attempts: number;
  /** When it is tried next; null: as soon as its turn comes, or never for a failed one. */
  readonly nextAttemptAt: number | null;
  /** Share of its upload, 0–1; null when nothing is uploading. */
  readonly progress: number | null;
  /** Why it failed for good. */
  readonly error: CommandFailure | null;
  /** When it was given, or asked for again. */
  readonly givenAt: number;
}

export interface OutboxView {
  /** In the order given. */
  readonly items: readonly OutboxItemView[];
  readonly count: number;
  readonly failedCount: number;
}

// Holds only what can be computed again from the immutable key, so clients cannot meet in it.
const views = new WeakMap<OutboxState, OutboxView>();

/** What waits to be sent or failed, over all conversations. The same object while nothing in it changed. */
export function selectOutbox({ outbox }: ChatState): OutboxView {
  const known = views.get(outbox);
  if (known !== undefined) return known;
  const items = [...outbox.entries.values()]
    .sort((left, right) => left.entry.sequence - right.entry.sequence)
    .map(itemView);
  const failedCount = items.filter(({ status }) => status === 'failed').length;
  const view = { items, count: items.length, failedCount };
  views.set(outbox, view);
  return view;
}

function itemView({ entry, saved, progress }: OutboxItem): OutboxItemView {
  const { localId, command, phase, attempts, givenAt } = entry;
  return {
    localId,
    conversationId: command.conversationId,
    kind: command.kind,
    command,
    status: saved || phase.name === 'failed' ? phase.name : 'saving',
    attempts,
    nextAttemptAt: 'retryAt' in phase ? phase.retryAt : null,
    progress,
    error: phase.name === 'failed' ? phase.failure : null,
    givenAt,
  };
}
