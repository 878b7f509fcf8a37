import type { Platform } from '../lib/platform';

/** Which open page sends which queued command: the one that took it, until that page is gone. */
export interface TabOwnership {
  readonly tab: string;
  /** Runs `adopt` alone among all pages. */
  whileAlone<Value>(adopt: () => Promise<Value>): Promise<Value>;
}

export function createTabOwnership(platform: Platform, database: string): TabOwnership {
  const { locks } = platform;
  return {
    tab: platform.randomId(),
    async whileAlone(adopt) {
      const lock = await locks?.acquire(`chat-adopt ${database}`);
      try {
        return await adopt();
      } finally {
        lock?.release();
      }
    },
  };
}
