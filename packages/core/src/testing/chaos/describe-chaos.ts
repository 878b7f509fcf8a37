import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { runScenario } from './run-scenario';
import { describeScenario } from './scenario';
import { scenarios } from './scenario-arbitrary';
import type { ServerKind } from './server-kind';
import { createTally } from './tally';

export interface ChaosSettings {
  readonly runs: number;
  readonly seed: number;
  /** Of a failure that was told before: goes straight to it. */
  readonly path: string | undefined;
  /** Whether a run that fails is made smaller, which takes its time. */
  readonly shrinks: boolean;
  readonly print: (text: string) => void;
}

/** What a run found wrong, as opposed to a run that broke. */
class BrokenPromises extends Error {}

/** A step in a thousand is left out from the beginning, so that leaving out is a way to make a run smaller. */
const length = { min: 64, max: 80 };

/** Registers the chaos test of one kind of server with vitest. */
export function describeChaos(kind: ServerKind, { runs, seed, path, shrinks, print }: ChaosSettings): void {
  describe(`a ${kind.name} server under random faults`, () => {
    const tally = createTally();

    it('loses nothing, doubles nothing, keeps the order, and everybody ends with the same', async () => {
      const property = fc.asyncProperty(scenarios(length), async (scenario) => {
        tally.count({ what: 'runs' });
        const wrong = await runScenario(kind, scenario, (thing) => tally.count(thing));
        if (wrong.length > 0) throw new BrokenPromises(wrong.join('\n'));
      });
      const details = await fc.check(property, {
        numRuns: runs,
        seed,
        endOnFailure: !shrinks,
        ...(path === undefined ? {} : { path }),
      });
      if (!details.failed) return;
      const [scenario] = details.counterexample ?? [];
      const cause = details.errorInstance;
      expect.fail(
        [
          `run ${String(details.numRuns)} of seed ${String(details.seed)} failed, smaller after ${String(details.numShrinks)} steps`,
          cause instanceof BrokenPromises
            ? cause.message
            : cause instanceof Error
              ? cause.stack
              : String(cause),
          ...(scenario === undefined ? [] : [describeScenario(scenario)]),
          `replay: CHAT_CHAOS_SEED=${String(details.seed)} CHAT_CHAOS_PATH=${details.counterexamplePath ?? ''} CHAT_CHAOS_RUNS=${String(runs)} npx vitest run --project chaos ${kind.name}`,
        ].join('\n'),
      );
    });

    afterAll(() => print(`${kind.name}, seed ${String(seed)}: ${tally.describe()}\n`));
  });
}
