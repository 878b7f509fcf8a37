import type { HeldLock, LockRequest } from '../lib/platform';
import type { FakeTab } from './fake-tab';

interface Claim {
  readonly tab: FakeTab;
  readonly request: LockRequest;
  readonly grant: (lock: HeldLock) => void;
}

/** The locks of one fake browser: granted in the order asked for, freed by their tab's end. */
export interface FakeLocks {
  acquire(tab: FakeTab, name: string, request?: LockRequest): Promise<HeldLock>;
  /** Who holds `name`. */
  holders(name: string): readonly FakeTab[];
  release(tab: FakeTab): void;
}

export function createFakeLocks(): FakeLocks {
  const held = new Map<string, Claim[]>();
  const waiting = new Map<string, Claim[]>();
  const listOf = (lists: Map<string, Claim[]>, name: string): Claim[] => {
    const list = lists.get(name) ?? [];
    lists.set(name, list);
    return list;
  };
  const drop = (list: Claim[], claim: Claim): void => {
    const index = list.indexOf(claim);
    if (index >= 0) list.splice(index, 1);
  };

  function grant(name: string, claim: Claim): void {
    const holders = listOf(held, name);
    holders.push(claim);
    claim.tab.run('lock', () =>
      claim.grant({
        release() {
          drop(holders, claim);
          grantNext(name);
        },
        isHeld: () => claim.tab.receive(Promise.resolve().then(() => holders.includes(claim))),
      }),
    );
  }

  function grantNext(name: string): void {
    const holders = listOf(held, name);
    const queue = listOf(waiting, name);
    for (let next = queue[0]; next !== undefined; next = queue[0]) {
      const shared = (claim: Claim): boolean => claim.request.mode === 'shared';
      if (holders.length > 0 && !(shared(next) && holders.every(shared))) return;
      queue.shift();
      grant(name, next);
    }
  }

  return {
    acquire: (tab, name, request = {}) =>
      new Promise((resolve, reject) => {
        const claim: Claim = { tab, request, grant: resolve };
        const withdraw = (): void => {
          if (!listOf(waiting, name).includes(claim)) return;
          drop(listOf(waiting, name), claim);
          reject(new DOMException('The request was withdrawn.', 'AbortError'));
          grantNext(name);
        };
        if (request.signal?.aborted === true) {
          return reject(new DOMException('The request was withdrawn.', 'AbortError'));
        }
        request.signal?.addEventListener('abort', withdraw);
        if (request.steal === true) {
          const robbed = listOf(held, name).splice(0);
          grant(name, claim);
          for (const loser of robbed) loser.tab.run('lock', () => loser.request.onLost?.());
          return;
        }
        listOf(waiting, name).push(claim);
        grantNext(name);
      }),
    holders: (name) => listOf(held, name).map((claim) => claim.tab),
    release(tab) {
      for (const list of waiting.values()) {
        for (const claim of list.filter((one) => one.tab === tab)) drop(list, claim);
      }
      for (const [name, list] of held) {
        for (const claim of list.filter((one) => one.tab === tab)) drop(list, claim);
        grantNext(name);
      }
    },
  };
}
