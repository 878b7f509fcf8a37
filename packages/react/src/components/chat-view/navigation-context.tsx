import { ChatError, type MessageId } from '@chat/core';
import {
  createContext,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
} from 'react';

/** Going around in a view's messages. */
export interface MessageNavigation {
  /**
   * Goes to a message and marks it for a moment, loading around it when it is not there yet. Rejects with a
   * `ChatError`: `not-found` when it is gone, `too-large` when it is too far back to be loaded.
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

interface Navigation extends MessageNavigation {
  register(stage: { readonly current: MessageStage }): () => void;
  leave(): void;
}

const NavigationContext = createContext<Navigation | null>(null);

function createNavigation(): Navigation {
  let stage: { readonly current: MessageStage } | null = null;
  let waiting: {
    readonly id: MessageId;
    readonly settle: (going: Promise<void>) => void;
  } | null = null;
  const drop = (reason: string) => {
    waiting?.settle(Promise.reject(new ChatError('aborted', reason)));
    waiting = null;
  };
  return {
    scrollToMessage(id) {
      if (stage !== null) return stage.current.scrollToMessage(id);
      drop('Another message was asked for.');
      // The messages are not there yet: it is gone to when they are.
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

/** Lets everything in a view go to its messages. */
export function NavigationProvider({ children }: { readonly children?: ReactNode }) {
  const [navigation] = useState(createNavigation);
  useEffect(() => navigation.leave, [navigation]);
  return <NavigationContext.Provider value={navigation}>{children}</NavigationContext.Provider>;
}

/** Going to messages, from anywhere inside a `ChatView`. Outside of one nothing can be gone to. */
export function useMessageNavigation(): MessageNavigation {
  return useContext(NavigationContext) ?? nowhere;
}

const nowhere: MessageNavigation = {
  scrollToMessage: () => Promise.reject(new ChatError('unsupported', 'There is no view around this part.')),
  scrollToEnd: () => undefined,
  focusMessages: () => undefined,
};

/** Offers a list of messages to the view around it, if there is one. */
export function useMessageStage(stage: MessageStage): void {
  const navigation = useContext(NavigationContext);
  const current = useRef(stage);
  useLayoutEffect(() => {
    current.current = stage;
  });
  useLayoutEffect(() => navigation?.register(current), [navigation]);
}
