import type { LinkFault, RequestFault } from './faults';
import type { ServerVariant } from './server-kind';

/** Whole numbers that point at something by being taken modulo how many there are. */
type Pick = number;

type Deed =
  | {
      readonly name: 'send';
      readonly page: Pick;
      readonly conversation: Pick;
      readonly common: boolean;
      readonly files: number;
    }
  | {
      readonly name: 'reply' | 'edit' | 'delete';
      readonly page: Pick;
      readonly conversation: Pick;
      readonly row: Pick;
    }
  | {
      readonly name: 'react' | 'unreact';
      readonly page: Pick;
      readonly conversation: Pick;
      readonly row: Pick;
      readonly emoji: Pick;
    }
  | {
      readonly name: 'mark-read' | 'open' | 'close-conversation' | 'load-older' | 'fill-gap' | 'type';
      readonly page: Pick;
      readonly conversation: Pick;
    }
  | { readonly name: 'retry' | 'discard'; readonly page: Pick; readonly entry: Pick };

type Turn =
  | {
      readonly name:
        | 'go-offline'
        | 'go-online'
        | 'hide'
        | 'show'
        | 'freeze'
        | 'stall'
        | 'thaw'
        | 'close-tab'
        | 'crash-tab'
        | 'open-tab'
        | 'expire-token';
      readonly page: Pick;
    }
  | { readonly name: 'set-clock'; readonly page: Pick; readonly minutes: number }
  | {
      readonly name: 'request-fault';
      readonly page: Pick;
      readonly fault: RequestFault;
      readonly times: number;
    }
  | { readonly name: 'link-fault'; readonly page: Pick; readonly fault: LinkFault; readonly times: number }
  | { readonly name: 'stop-server' | 'start-server' | 'new-conversation' }
  | { readonly name: 'visitor-posts'; readonly count: number }
  | { readonly name: 'visitor-edits' | 'visitor-deletes' | 'visitor-reacts'; readonly row: Pick };

/** Something a person does or the world does to them, and how long until the next. */
export type Step = (Deed | Turn) & { readonly thenMs: number };

/** Everything a run is made of; the same scenario runs the same way. */
export interface Scenario {
  readonly seed: number;
  readonly variant: ServerVariant;
  /** How many people, and how many tabs each has. */
  readonly people: number;
  readonly tabs: readonly number[];
  /** Null: left out while a failing run is made smaller. */
  readonly steps: readonly (Step | null)[];
}

/** One line per step that was left in. */
export function describeScenario({ steps, ...setup }: Scenario): string {
  const lines = steps.flatMap((step, index) =>
    step === null ? [] : [`${String(index + 1)}. ${describeStep(step)}`],
  );
  return [JSON.stringify(setup), ...lines].join('\n');
}

function describeStep({ name, thenMs, ...rest }: Step): string {
  const details = Object.entries(rest).map(([key, value]) => `${key} ${String(value)}`);
  return [name, ...details, `then ${String(thenMs)} ms`].join(', ').replace(', ', ' ');
}
