import type { ChaosSettings } from './describe-chaos';

/** A fixed seed, so that a red run is about the change and not about luck; long runs choose their own. */
const defaultSeed = 20_261_120;
const defaultRuns = 500;

/** How often and from where, as the surroundings say; see CONTRIBUTING. */
export function chaosSettings(): ChaosSettings {
  const {
    CHAT_CHAOS_RUNS: runs,
    CHAT_CHAOS_SEED: seed,
    CHAT_CHAOS_PATH: path,
    CHAT_CHAOS_SHRINK: shrink,
  } = process.env;
  return {
    runs: runs === undefined ? defaultRuns : Number(runs),
    seed: seed === undefined ? (runs === undefined ? defaultSeed : Date.now() | 0) : Number(seed),
    path,
    shrinks: shrink !== 'no',
    print: (text) => void process.stdout.write(text),
  };
}
