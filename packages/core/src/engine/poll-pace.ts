import type { Coverage, LiveCoverage } from '../adapter/capabilities';
import { isCovered } from './sync';

/** How much somebody looks, and what looking may cost. */
export interface PollAttention {
  readonly visible: boolean;
  readonly attended: boolean;
  readonly savesData: boolean;
}

/** Milliseconds between two looks: for what live never tells, tells partly, and for the rest as a safety net. */
const listPaces = { never: 10_000, partly: 20_000, covered: 300_000 } as const;
const historyPaces = { never: 4_000, partly: 10_000, covered: 300_000 } as const;
/** Edits, reactions, deletions and receipts of what is on screen, where live is silent about them. */
const detailPaceMs = 25_000;

/** How many times longer than with somebody at the page. */
export function slowness({ visible, attended, savesData }: PollAttention): number {
  return (visible ? (attended ? 1 : 3) : 6) * (savesData ? 3 : 1);
}

/** How often the list is asked for, over all kinds of conversations a backend has. */
export function listPace(kinds: readonly LiveCoverage[], linkUp: boolean): number {
  const paces = kinds.flatMap(({ messages, conversations }) => [messages, conversations]);
  return Math.min(...paces.map((one) => listPaces[linkUp ? paceOf(one, false) : 'never']));
}

/** How often the newest history of an open conversation is asked for; `watched`: the live link is up and on it. */
export function historyPace(live: LiveCoverage, watched: boolean): number {
  if (!watched) return historyPaces.never;
  const details = [live.edits, live.deletions, live.reactions, live.receipts];
  const covered = details.every((one) => isCovered(one, true));
  return Math.min(historyPaces[paceOf(live.messages, true)], covered ? Infinity : detailPaceMs);
}

function paceOf(coverage: Coverage, watched: boolean): keyof typeof listPaces {
  if (coverage === 'never') return 'never';
  return isCovered(coverage, watched) ? 'covered' : 'partly';
}
