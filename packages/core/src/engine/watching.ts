import type { ConversationId } from '../model/ids';
import type { ChatStore } from '../store/store';

/** Which conversations the live link listens to. */
export interface Watching {
  /**
   * Most important first. Where each needs a socket of its own: what is open, then what was open last, then the top of
   * the list, as many as the backend's budget allows. The rest is polled.
   */
  current(): readonly ConversationId[];
  stop(): void;
}

export function createWatching(options: {
  readonly store: ChatStore;
  /** On screen, most important first. */
  readonly opened: () => readonly ConversationId[];
  readonly onChanged: () => void;
}): Watching {
  const { store } = options;
  let open: readonly ConversationId[] = [];
  /** Not open any more, the last one first. */
  let recent: readonly ConversationId[] = [];

  const stop = store.observe(({ before, after }) => {
    const same = (['conversationOrder', 'capabilities', 'limits'] as const).every(
      (key) => before[key] === after[key],
    );
    // Other observers have not heard of the change yet.
    if (!same) void Promise.resolve().then(options.onChanged);
  });

  return {
    current() {
      const { capabilities, limits, conversations, conversationOrder } = store.getState();
      const before = open;
      open = options.opened();
      const budget = capabilities.sockets === 'per-conversation' ? limits.liveConversations : null;
      if (budget === null) return open;
      const known = [...before, ...recent].filter((id) => conversations.has(id));
      recent = [...new Set(known)].filter((id) => !open.includes(id)).slice(0, budget);
      return [...new Set([...open, ...recent, ...conversationOrder])].slice(0, budget);
    },
    stop,
  };
}
