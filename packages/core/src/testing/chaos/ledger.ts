import type { Command, CommandKind, CommandResult } from '../../adapter/command';
import type { ConversationId, LocalId, MessageId } from '../../model/ids';

/** A command as a person gave it. */
export interface Issued {
  readonly localId: LocalId;
  readonly kind: CommandKind;
  readonly conversationId: ConversationId;
  readonly browser: string;
  readonly page: string;
  /** The message it is about, by either of its ids; for a reply the one answered. */
  readonly target: MessageId | LocalId | null;
  readonly text: string;
  readonly emoji: string;
  readonly fileNames: readonly string[];
  /** True time. */
  readonly at: number;
}

/** What people asked for and what the server did of it: the truth that clients are measured by. */
export interface Ledger {
  /** In the order given. */
  readonly issued: readonly Issued[];
  issue(command: Issued): void;
  onExecuted(command: Command, result: CommandResult): void;
  /** It was shown as failed at some time. */
  onFailed(localId: LocalId): void;
  onDiscarded(localId: LocalId): void;
  /** The page died before it was on disk: it may be gone. */
  onPageDied(page: string, unsaved: ReadonlySet<LocalId>, oldestWriteAt: number | null): void;
  wasExecuted(localId: LocalId): boolean;
  hasFailed(localId: LocalId): boolean;
  wasDiscarded(localId: LocalId): boolean;
  mayBeLost(localId: LocalId): boolean;
  /** All messages a send became. */
  messagesOf(localId: LocalId): readonly MessageId[];
  /** A message's server id, whichever id it is called by. */
  resolve(id: MessageId | LocalId): MessageId | null;
}

export function createLedger(): Ledger {
  const issued: Issued[] = [];
  const executed = new Set<LocalId>();
  const messages = new Map<LocalId, Set<MessageId>>();
  const failed = new Set<LocalId>();
  const discarded = new Set<LocalId>();
  const endangered = new Set<LocalId>();
  const localIds = new Set<string>();

  return {
    issued,
    issue(command) {
      issued.push(command);
      localIds.add(command.localId);
    },
    onExecuted({ localId, kind }, { message }) {
      executed.add(localId);
      if (kind !== 'send-message' || message === undefined) return;
      const known = messages.get(localId) ?? new Set();
      messages.set(localId, known.add(message.id));
    },
    onFailed: (localId) => void failed.add(localId),
    onDiscarded: (localId) => void discarded.add(localId),
    onPageDied(page, unsaved, oldestWriteAt) {
      for (const { localId, page: given, at } of issued) {
        if (given !== page) continue;
        if (unsaved.has(localId) || (oldestWriteAt !== null && at >= oldestWriteAt)) endangered.add(localId);
      }
    },
    wasExecuted: (localId) => executed.has(localId),
    hasFailed: (localId) => failed.has(localId),
    wasDiscarded: (localId) => discarded.has(localId),
    mayBeLost: (localId) => endangered.has(localId),
    messagesOf: (localId) => [...(messages.get(localId) ?? [])],
    resolve(id) {
      if (!localIds.has(id)) return id as MessageId;
      const [first] = messages.get(id as LocalId) ?? [];
      return first ?? null;
    },
  };
}
