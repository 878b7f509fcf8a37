/** What each fault needs to know; an empty object means nothing. */
export interface FaultSettings {
  /** The request is never processed and the connection drops. */
  loseRequest: object;
  /** The request is processed, then the connection drops before the answer. */
  loseAcknowledgement: object;
  /** The request is processed, then answered 500 with an HTML body. */
  failAfterStore: object;
  /** Answers with this status instead of processing. */
  status: { status: number; retryAfterSeconds?: number };
  /** Waits before processing. */
  delay: { milliseconds: number };
  /** Ends a socket without a close frame after it was sent this many frames. */
  dropSocketAfter: { frames: number };
  /** Sends each frame twice. */
  duplicateFrames: object;
  /** Swaps each frame with the next one, or sends it alone if none follows shortly. */
  reorderFrames: object;
  /** Sends the first half of a frame's text in its place. */
  malformedFrames: object;
  /** Sockets stay open; nothing is delivered in either direction. */
  halfOpen: object;
  /** Refuses upgrades with this status (403 unless given). */
  refuseSockets: { status?: number };
  /** Rejects every access token issued before now; with `refreshTokensToo` those as well. */
  expireTokens: { refreshTokensToo?: boolean };
}

export type FaultName = keyof FaultSettings;

export interface FaultScope {
  /** How often it strikes before it is gone; without it until cleared. */
  times?: number;
  /** Part of `METHOD /path` of a request, or of a frame's text; a `RegExp` only in code. */
  match?: string | RegExp;
}

export type ActiveFault = {
  [Name in FaultName]: { name: Name } & FaultSettings[Name] & FaultScope;
}[FaultName];

type OptionsOf<Name extends FaultName> = FaultSettings[Name] & FaultScope;

export interface Faults {
  /** Adds a fault beside those already there. */
  inject<Name extends FaultName>(
    name: Name,
    ...options: object extends FaultSettings[Name] ? [OptionsOf<Name>?] : [OptionsOf<Name>]
  ): void;
  /** Replaces all faults by these. */
  set(faults: { [Name in FaultName]?: OptionsOf<Name> }): void;
  /** Adds a fault given as data, from a command line or a request. */
  add(fault: ActiveFault): void;
  /** Ends one fault, or all. */
  clear(name?: FaultName): void;
  active(): readonly ActiveFault[];
  /** Takes one strike of a fault on this subject, if there is one. */
  take<Name extends FaultName>(name: Name, subject: string): OptionsOf<Name> | undefined;
  /** Hears of every fault added, and of `undefined` when faults were cleared. */
  subscribe(listener: (added: ActiveFault | undefined) => void): () => void;
}

function isMatching(match: string | RegExp | undefined, subject: string): boolean {
  if (match === undefined) return true;
  return typeof match === 'string' ? subject.includes(match) : match.test(subject);
}

export function createFaults(): Faults {
  let faults: ActiveFault[] = [];
  const listeners = new Set<(added: ActiveFault | undefined) => void>();
  const tell = (added: ActiveFault | undefined) => {
    for (const listener of listeners) listener(added);
  };
  const add = (fault: ActiveFault) => {
    faults = [...faults, fault];
    tell(fault);
  };
  const clear = (name?: FaultName) => {
    faults = name === undefined ? [] : faults.filter((fault) => fault.name !== name);
    tell(undefined);
  };

  return {
    inject(name, ...[options]) {
      // The signature ties the name to its options; the union cannot be followed through the spread.
      add({ ...options, name } as ActiveFault);
    },
    set(wanted) {
      clear();
      for (const [name, options] of Object.entries(wanted)) add({ ...options, name } as ActiveFault);
    },
    add,
    clear,
    active: () => faults,
    take<Name extends FaultName>(name: Name, subject: string) {
      const found = faults.find((fault) => fault.name === name && isMatching(fault.match, subject));
      if (found === undefined) return undefined;
      if (found.times !== undefined) {
        found.times -= 1;
        if (found.times <= 0) faults = faults.filter((fault) => fault !== found);
      }
      return found as OptionsOf<Name>;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
