import type { Clock } from '../../adapter/environment';

/** My reads over the socket that wait to be repeated by the server. */
export interface ReadEchoes {
  /** True once every id came back, false when the server stays silent. */
  wait(messageIds: readonly string[]): Promise<boolean>;
  arrived(messageIds: readonly string[]): void;
  giveUp(): void;
}

const echoTimeoutMs = 5_000;

export function createReadEchoes(clock: Clock): ReadEchoes {
  const waiting = new Set<{ readonly missing: Set<string>; readonly settle: (confirmed: boolean) => void }>();
  return {
    wait: (messageIds) =>
      new Promise((resolve) => {
        const settle = (confirmed: boolean): void => {
          waiting.delete(entry);
          timer.cancel();
          resolve(confirmed);
        };
        const entry = { missing: new Set(messageIds), settle };
        const timer = clock.after(echoTimeoutMs, () => settle(false));
        waiting.add(entry);
      }),
    arrived(messageIds) {
      for (const { missing, settle } of [...waiting]) {
        for (const id of messageIds) missing.delete(id);
        if (missing.size === 0) settle(true);
      }
    },
    giveUp() {
      for (const { settle } of [...waiting]) settle(false);
    },
  };
}
