import { ChatError, type MessageId } from '@chat/core';

/** Going around in a view's messages. */
export interface MessageNavigation {
  /**
   * Goes to a message and marks it for a moment, loading around it when it is not there yet. Rejects with a
   * `ChatError`: `not-found` when it is gone or too far back to be loaded.
   */
  scrollToMessage(id: MessageId): Promise<void>;
  scrollToEnd(): void;
  /** Puts the focus on the message that Tab reaches. */
  focusMessages(): void;
}

/** What a list of messages does for the view around it. */
export interface MessageStage {
  scrollToMessage(id: MessageId): Promise<void>;
  scrollToEnd(): void;
  focus(): void;
}

/** Passes wishes on to the list of messages that is shown, or keeps the last one until there is a list. */
export interface NavigationDesk extends MessageNavigation {
  register(stage: { readonly current: MessageStage }): () => void;
  leave(): void;
}

export function createNavigationDesk(): NavigationDesk {
  let stage: { readonly current: MessageStage } | null = null;
  let waiting: { readonly id: MessageId; readonly settle: (going: Promise<void>) => void } | null = null;
  const drop = (reason: string) => {
    waiting?.settle(Promise.reject(new ChatError('aborted', reason)));
    waiting = null;
  };
  return {
    scrollToMessage(id) {
      if (stage !== null) return stage.current.scrollToMessage(id);
      drop('Another message was asked for.');
      return new Promise((resolve) => {
        waiting = { id, settle: resolve };
      });
    },
    scrollToEnd: () => stage?.current.scrollToEnd(),
    focusMessages: () => stage?.current.focus(),
    register(registered) {
      stage = registered;
      const asked = waiting;
      waiting = null;
      asked?.settle(registered.current.scrollToMessage(asked.id));
      return () => {
        if (stage === registered) stage = null;
      };
    },
    leave: () => drop('The conversation is no longer shown.'),
  };
}

/** Where there is no view around. */
export const nowhere: MessageNavigation = {
  scrollToMessage: () => Promise.reject(new ChatError('unsupported', 'There is no view around this part.')),
  scrollToEnd: () => undefined,
  focusMessages: () => undefined,
};
