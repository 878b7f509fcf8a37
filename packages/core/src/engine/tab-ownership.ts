import type { Platform } from '../lib/platform';

/** Which open page sends which queued command: the one that took it, until that page is gone. */
export interface TabOwnership {
  readonly tab: string;
  /** Holds this page's mark for as long as it lives; resolves once it is held. */
  take(): Promise<void>;
  /** Runs `adopt` alone among all pages, with the marks of those that are alive. */
  whileAlone<Value>(adopt: (alive: ReadonlySet<string>) => Promise<Value>): Promise<Value>;
  release(): void;
}

export function createTabOwnership(platform: Platform, database: string): TabOwnership {
  const { locks } = platform;
  const tab = platform.randomId();
  const markOf = (owner: string): string => `chat-tab ${database} ${owner}`;
  const prefix = markOf('');
  let letGo: (() => void) | null = null;

  return {
    tab,
    async take() {
      if (locks !== null) letGo ??= await locks.hold(markOf(tab));
    },
    async whileAlone(adopt) {
      // Without locks there is no telling who lives: this page acts as if it were the only one.
      if (locks === null) return adopt(new Set([tab]));
      return locks.exclusively(`chat-adopt ${database}`, async () => {
        const held = await locks.held();
        const alive = [...held]
          .filter((name) => name.startsWith(prefix))
          .map((name) => name.slice(prefix.length));
        return adopt(new Set(alive));
      });
    },
    release() {
      letGo?.();
      letGo = null;
    },
  };
}
