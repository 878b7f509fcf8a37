import type { Clock } from '../adapter/environment';
import { createFakePlatform } from './fake-platform';
import type { FakePlatform } from './fake-platform';

/** What waits for a frozen tab. On waking the worst order is the one to withstand: who lost its lock hears it last. */
type Kind = 'answer' | 'timer' | 'message' | 'lock';

const wakingOrder: readonly Kind[] = ['answer', 'timer', 'message', 'lock'];

/** One tab of a fake browser: its timers, answers and messages stop with it. */
export interface FakeTab extends FakePlatform {
  readonly name: string;
  /** This tab's own time. While it is hidden its timers take a second at least, as in browsers. */
  readonly clock: Clock;
  readonly state: 'running' | 'frozen' | 'closed';
  /** Lets in what comes from outside: at once, after waking, or never once it is closed. */
  run(kind: Kind, task: () => void): void;
  /** An answer from outside, as this tab hears it. */
  receive<Value>(answer: Promise<Value>): Promise<Value>;
  /** As a crash or a closed tab: nothing of it runs any more, its locks and links are free. */
  close(): void;
  /** Told first, then stopped, as browsers do with tabs nobody looks at. */
  freeze(): void;
  /** Stopped without a word, as a suspended process. */
  stall(): void;
  thaw(): void;
  onClosed(listener: () => void): void;
}

export function createFakeTab(clock: Clock, name: string): FakeTab {
  let state: FakeTab['state'] = 'running';
  let announced = false;
  let backlog: { readonly kind: Kind; readonly task: () => void }[] = [];
  let waking = false;
  const closers: (() => void)[] = [];

  function run(kind: Kind, task: () => void): void {
    if (state === 'closed') return;
    if (state === 'frozen' || waking) backlog.push({ kind, task });
    else task();
  }

  const own: Clock = {
    now: () => clock.now(),
    after(milliseconds, callback) {
      let cancelled = false;
      const wait = platform.visible() ? milliseconds : Math.max(1_000, milliseconds);
      const timer = clock.after(wait, () =>
        run('timer', () => {
          if (!cancelled) callback();
        }),
      );
      return {
        cancel() {
          cancelled = true;
          timer.cancel();
        },
      };
    },
  };
  const platform = createFakePlatform(own, name);

  /** One task after the other, with all promises settled in between, as an event loop does. */
  function wakeNext(): void {
    if (state !== 'running') return;
    const next = backlog.shift();
    waking = next !== undefined;
    if (next === undefined) return;
    next.task();
    clock.after(0, wakeNext);
  }

  return Object.defineProperty(
    Object.assign(platform, {
      name,
      clock: own,
      run,
      receive: <Value>(answer: Promise<Value>) =>
        new Promise<Value>((resolve, reject) => {
          answer.then(
            (value) => run('answer', () => resolve(value)),
            (error: unknown) => run('answer', () => reject(error as Error)),
          );
        }),
      close() {
        if (state === 'closed') return;
        state = 'closed';
        backlog = [];
        for (const closer of closers) closer();
      },
      freeze() {
        if (state !== 'running') return;
        platform.tell('frozen');
        announced = true;
        state = 'frozen';
      },
      stall() {
        if (state === 'running') state = 'frozen';
      },
      thaw() {
        if (state !== 'frozen') return;
        state = 'running';
        const rank = ({ kind }: { readonly kind: Kind }): number => wakingOrder.indexOf(kind);
        backlog.sort((left, right) => rank(left) - rank(right));
        if (announced) backlog.push({ kind: 'message', task: () => platform.tell('resumed') });
        announced = false;
        waking = true;
        clock.after(0, wakeNext);
      },
      onClosed: (listener: () => void) => void closers.push(listener),
    }),
    'state',
    { get: () => state },
  ) as FakeTab;
}
