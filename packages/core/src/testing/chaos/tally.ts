import type { LinkFault, RequestFault } from './faults';

/** What befell people that is nobody's doing. */
type Mishap =
  | RequestFault
  | LinkFault
  | 'go-offline'
  | 'freeze'
  | 'stall'
  | 'close-tab'
  | 'crash-tab'
  | 'set-clock'
  | 'expire-token'
  | 'stop-server';

/** What is counted over all runs, so that a green test says how much it has seen. */
export type Countable =
  | { readonly what: 'runs' | 'steps' | 'messages sent' | 'other commands' | 'lost' | 'doubled' }
  | { readonly what: 'faults'; readonly which: Mishap };

export interface Tally {
  count(thing: Countable): void;
  /** One line of sums, and one of each fault by its name. */
  describe(): string;
}

export function createTally(): Tally {
  const sums = new Map<string, number>(
    ['runs', 'steps', 'faults', 'messages sent', 'other commands', 'lost', 'doubled'].map((what) => [
      what,
      0,
    ]),
  );
  const faults = new Map<string, number>();
  const add = (to: Map<string, number>, what: string): unknown => to.set(what, (to.get(what) ?? 0) + 1);
  const list = (numbers: Map<string, number>): string =>
    [...numbers].map(([what, times]) => `${what} ${String(times)}`).join(' · ');
  return {
    count(thing) {
      add(sums, thing.what);
      if (thing.what === 'faults') add(faults, thing.which);
    },
    describe: () =>
      `${list(sums)}\n  faults: ${list(new Map([...faults].sort(([left], [right]) => (left < right ? -1 : 1))))}`,
  };
}
