/** What befalls a request. Reads of the page never end anything; writes leave their outcome open. */
export const requestFaults = [
  /** It never arrives. */
  'lose-request',
  /** Carried out; the answer never comes. */
  'lose-answer',
  /** 401: the token it carried is no longer good. */
  'refuse-token',
  /** 429 with Retry-After; not carried out. */
  'too-many-requests',
  /** 500 before anything was done. */
  'break-before-storing',
  /** 500 after it was done. */
  'break-after-storing',
  /** A proxy's page of HTML with status 200 instead of the answer; carried out or not. */
  'html-page',
  /** Carried out; the answer takes seconds. */
  'slow-answer',
  /** Takes seconds to arrive. */
  'slow-request',
  /** 400: refused for good. */
  'reject',
] as const;
export type RequestFault = (typeof requestFaults)[number];

/** What befalls a live link or its frames. */
export const linkFaults = [
  'drop-link',
  /** Nothing comes any more and nobody says so. */
  'half-open-link',
  /** The next upgrades are refused. */
  'refuse-link',
  'duplicate-frames',
  /** The next frames are overtaken by later ones. */
  'reorder-frames',
] as const;
export type LinkFault = (typeof linkFaults)[number];

/** Faults that wait for the next request or frame they can befall. */
export interface PendingFaults<Fault extends string> {
  inject(fault: Fault, times: number): void;
  /** The first waiting one that `fits`, used up by this call. */
  take(fits?: (fault: Fault) => boolean): Fault | null;
  clear(): void;
}

export function createPendingFaults<Fault extends string>(
  onTaken: (fault: Fault) => void,
): PendingFaults<Fault> {
  let waiting: Fault[] = [];
  return {
    inject(fault, times) {
      for (let count = 0; count < times; count += 1) waiting.push(fault);
    },
    take(fits = () => true) {
      const index = waiting.findIndex(fits);
      const [taken] = index < 0 ? [] : waiting.splice(index, 1);
      if (taken === undefined) return null;
      onTaken(taken);
      return taken;
    },
    clear() {
      waiting = [];
    },
  };
}
