import type { ChatAdapter, HistoryPage, HistoryPosition } from '../../adapter/adapter';
import type { Command, CommandResult, ExecuteContext } from '../../adapter/command';
import type { LiveConnection, LiveEnd } from '../../adapter/live';
import type { ServerEvent } from '../../adapter/server-event';
import { isChatError } from '../../errors';
import type { ChatError } from '../../errors';
import type { ConversationId, LocalId, MessageId, UserId } from '../../model/ids';
import type { Message } from '../../model/message';

/** One person's own adapter, signed in. */
export interface ContractPerson {
  readonly adapter: ChatAdapter;
  readonly token: string | null;
}

/** Two people who share a conversation in which both can write; it may hold history already. */
export interface ContractStage {
  readonly author: ContractPerson;
  readonly reader: ContractPerson;
  readonly conversationId: ConversationId;
  /** The same conversation as the reader's adapter names it, where that differs. */
  readonly readersConversationId?: ConversationId;
  /** A conversation id of the right form that nobody has. */
  readonly missingConversationId: ConversationId;
  /** Makes the next send be stored and its answer be lost; absent: those tests are left out. */
  readonly loseNextAnswer?: () => void;
  readonly close: () => Promise<void>;
}

const never = new AbortController().signal;

/** What the tests do with an adapter, in their words. */
export class Acting {
  private sent = 0;

  constructor(
    readonly stage: ContractStage,
    private readonly person: ContractPerson,
    readonly conversationId: ConversationId,
  ) {}

  get adapter(): ChatAdapter {
    return this.person.adapter;
  }

  async me(): Promise<UserId> {
    return (await this.adapter.loadMe(never)).id;
  }

  header() {
    this.sent += 1;
    const localId = `local-contract-${String(this.sent)}-${Math.random().toString(36).slice(2)}` as LocalId;
    return { localId, conversationId: this.conversationId, createdAt: Date.now() };
  }

  execute(command: Command, context: Partial<ExecuteContext> = {}): Promise<CommandResult> {
    const none = {
      signal: never,
      baseline: null,
      claimed: new Set<MessageId>(),
      onProgress: () => undefined,
    };
    return this.adapter.execute(command, { ...none, ...context });
  }

  async send(text: string, replyTo: MessageId | null = null): Promise<Message> {
    const baseline = (await this.newest()).messages.at(-1)?.id ?? null;
    const command = { kind: 'send-message', ...this.header(), text, replyTo, attachments: [] } as const;
    const { message } = await this.execute(command, { baseline });
    if (message === undefined) throw new Error('A send gave no message.');
    return message;
  }

  newest(peek = true): Promise<HistoryPage> {
    return this.page({ name: 'newest' }, { peek });
  }

  before({ id, order }: Message, limit?: number): Promise<HistoryPage> {
    return this.page({ name: 'before', messageId: id, order }, { limit });
  }

  page(
    position: HistoryPosition,
    {
      limit = this.adapter.limits.pageSize,
      peek = true,
    }: { limit?: number | undefined; peek?: boolean } = {},
  ): Promise<HistoryPage> {
    return this.adapter.loadMessages({ conversationId: this.conversationId, position, limit, peek }, never);
  }

  async find(id: MessageId): Promise<Message | undefined> {
    return (await this.newest()).messages.find((message) => message.id === id);
  }

  /** Every conversation, all pages. */
  async conversations() {
    const all = [];
    let cursor: string | null = null;
    do {
      const page = await this.adapter.loadConversations(cursor, never);
      all.push(...page.conversations);
      cursor = page.next;
    } while (cursor !== null);
    return all;
  }

  async unread(): Promise<number> {
    return (await this.conversations()).find(({ id }) => id === this.conversationId)?.unreadCount ?? 0;
  }

  /** Opens the live side; null where there is none, or where the backend will not give it. */
  async connect(): Promise<{ readonly events: ServerEvent[]; readonly link: LiveConnection } | null> {
    const { adapter } = this;
    if (adapter.connect === undefined) return null;
    const conversations = await this.conversations();
    const me = await this.me();
    const events: ServerEvent[] = [];
    return new Promise((resolve) => {
      const link: LiveConnection | undefined = adapter.connect?.(
        {
          opened: () => link !== undefined && resolve({ events, link }),
          events: (heard) => void events.push(...heard),
          heard: () => undefined,
          ended: (end: LiveEnd) => {
            if (end.name !== 'renew') resolve(null);
          },
        },
        { token: this.person.token, watching: [this.conversationId], me, conversations: () => conversations },
      );
    });
  }
}

export function check(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

/** The `ChatError` a call must fail with. */
export async function failureOf(call: Promise<unknown>, what: string): Promise<ChatError> {
  const thrown: unknown = await call.then(
    () => null,
    (error: unknown) => error,
  );
  check(thrown !== null, `${what} was accepted.`);
  check(isChatError(thrown), `${what} failed with something that is no ChatError: ${String(thrown)}`);
  return thrown;
}

/** Waits for a condition; live things have ten seconds. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await holds())) {
    check(Date.now() < end, `Not within ten seconds: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
