import type { Clock, Timer } from '../adapter/environment';
import { ChatError, toChatError } from '../errors';
import type { HeldLock, Platform, PlatformChange, PlatformChannel } from '../lib/platform';
import { isEnvelope, isUnderstood, protocolVersion } from './tab-message';
import type { TabEnvelope, TabMessage, TabView } from './tab-message';

export interface TabGroupOptions {
  readonly platform: Platform;
  readonly clock: Clock;
  /** Names the lock and the channel. */
  readonly database: string;
  /** False where other tabs cannot see what this one stores: then it works alone. */
  readonly shared: boolean;
  readonly view: () => TabView;
  /** A leader with work under way does not hand over. */
  readonly isBusy: () => boolean;
  /** What it has to send no other tab could: it does not let go by itself. */
  readonly isIrreplaceable: () => boolean;
  readonly onLead: () => void;
  readonly onFollow: () => void;
  /** Another tab leads now, and knows nothing of this one. */
  readonly onNewLeader: () => void;
  /** The leader told something that this tab did not hear. */
  readonly onMissed: () => void;
  readonly onMessage: (message: TabMessage, from: { readonly tab: string; readonly leads: boolean }) => void;
  readonly report: (error: ChatError) => void;
}

/** One of all tabs of a person leads: it alone owns the connection and sends what is queued. */
export interface TabGroup {
  readonly leads: boolean;
  /** It goes on without the others; only the end of the session is still told and heard. */
  readonly alone: boolean;
  /** Resolves once the lead is ours, a leader has told its news, or nobody answered in time. */
  join(): Promise<'leads' | 'follows' | 'unanswered'>;
  /** The leader's first news came: `join` may end. */
  welcomed(): void;
  post(message: TabMessage): void;
  /** The leader has events to tell, whether or not somebody listens. */
  advance(): void;
  /** Tells the others what this tab has on screen; `news` asks for the leader's in turn. */
  sayHere(news?: boolean): void;
  /** Asks the browser whether the lead is still ours: a frozen tab hears late that it was deposed. */
  confirm(): Promise<boolean>;
  /** From here on without the others. */
  isolate(): void;
  /** Leaves the lead to another tab. */
  stepDown(): void;
  leave(): void;
}

/** Two unanswered questions end a leader: within two seconds, and never because one's own timers were late. */
const askEveryMs = 600;
const unansweredLimit = 2;
const joinMs = 300;
/** A page hidden this long has its timers held back by the browser. */
const hiddenTooLongMs = 60_000;
const handOverMs = 3_000;
/** Shorter than others need to take the lead. */
const answerMs = 500;

export function createTabGroup(options: TabGroupOptions): TabGroup {
  const { platform, clock, database } = options;
  const tab = platform.randomId();
  const lockName = `chat-lead ${database}`;
  let role: 'outside' | 'follows' | 'leads' = 'outside';
  let alone = !options.shared || platform.locks === null;
  let channel: PlatformChannel | null = null;
  let lock: HeldLock | null = null;
  /** Withdraws the request that waits for the lead. */
  let waiting: AbortController | null = null;
  let term = 0;
  let position = 0;
  /** The leader's, as far as it was heard; null before the first word. */
  let heard: number | null = null;
  let unanswered = 0;
  let hiddenSince = platform.visible() ? null : clock.now();
  let frozen = false;
  let hasRefused = false;
  let asking: Timer | null = null;
  let handingOver: Timer | null = null;
  let joined: ((how: 'leads' | 'follows' | 'unanswered') => void) | null = null;
  let stopListening: (() => void) | null = null;

  function post(message: TabMessage): void {
    if (alone && message.type !== 'ended') return;
    const leads = role === 'leads';
    const envelope: TabEnvelope = { version: protocolVersion, from: tab, leads, term, position, message };
    try {
      channel?.post(envelope);
    } catch (error) {
      options.report(toChatError(error));
    }
  }

  function sayHere(news = false): void {
    post({ type: 'here', news, ...options.view() });
  }

  function requestLead(steal: boolean): void {
    const { locks } = platform;
    if (locks === null) return;
    waiting?.abort();
    const abort = new AbortController();
    waiting = abort;
    let mine: HeldLock | null = null;
    const onLost = (): void => {
      if (lock === mine) lost();
    };
    locks.acquire(lockName, steal ? { steal, onLost } : { signal: abort.signal, onLost }).then(
      (held) => {
        mine = held;
        if (waiting !== abort) return held.release();
        waiting = null;
        lock = held;
        lead();
      },
      (error: unknown) => {
        if (waiting !== abort) return;
        // Frames without an origin of their own may not lock: then this tab is all there is.
        options.report(toChatError(error));
        isolate();
      },
    );
  }

  function lead(): void {
    handingOver?.cancel();
    handingOver = null;
    asking?.cancel();
    asking = null;
    role = 'leads';
    position = 0;
    term = Math.max(term + 1, clock.now());
    post({ type: 'leading' });
    joined?.('leads');
    options.onLead();
  }

  function follow(): void {
    role = 'follows';
    options.onFollow();
  }

  /** Deposed, by force or because it was offered. */
  function lost(): void {
    handingOver?.cancel();
    handingOver = null;
    lock?.release();
    lock = null;
    if (role === 'leads') follow();
    if (alone) return;
    requestLead(false);
    sayHere(true);
    ask();
  }

  /** Only who is looked at asks: a hidden page may have slow timers itself, and nobody waits for it. */
  function ask(): void {
    asking?.cancel();
    asking = null;
    if (role !== 'follows' || lock !== null || frozen || !platform.visible()) return;
    if (unanswered >= unansweredLimit) {
      unanswered = 0;
      requestLead(true);
    } else {
      unanswered += 1;
      sayHere();
    }
    asking = clock.after(askEveryMs, ask);
  }

  function handOver(to: string): void {
    follow();
    post({ type: 'take-over', tab: to });
    handingOver = clock.after(handOverMs, () => {
      if (lock !== null && role === 'follows') lead();
    });
  }

  function hear(envelope: unknown): void {
    if (role === 'outside' || !isEnvelope(envelope)) return;
    const { from, leads, message } = envelope;
    if (alone) {
      if (message.type === 'ended') options.onMessage(message, { tab: from, leads: false });
      return;
    }
    if (leads && envelope.term > term) {
      heard = term === 0 ? null : 0;
      term = envelope.term;
      unanswered = 0;
      // Whoever holds a younger lead took ours, even if the browser has not told us yet.
      if (role === 'leads') lost();
      else options.onNewLeader();
    } else if (leads && envelope.term === term) unanswered = 0;
    else if (role === 'leads' && envelope.term > term) {
      // The device's clock was set back, or this tab never heard of the last leader.
      term = envelope.term + 1;
      post({ type: 'leading' });
    }
    if (!isUnderstood(envelope)) return refuse();
    if (leads && envelope.term === term) {
      const expected = heard === null ? envelope.position : heard + (message.type === 'events' ? 1 : 0);
      heard = envelope.position;
      if (heard !== expected) options.onMissed();
    }
    if (message.type === 'here' && role === 'leads') {
      post({ type: 'leading' });
      const tooLong = hiddenSince !== null && clock.now() - hiddenSince >= hiddenTooLongMs;
      if (message.visible && tooLong && !options.isBusy() && !options.isIrreplaceable())
        return handOver(from);
    }
    if (message.type === 'take-over') {
      if (message.tab === tab && role === 'follows') requestLead(true);
      return;
    }
    options.onMessage(message, { tab: from, leads: leads && envelope.term === term });
  }

  function refuse(): void {
    if (hasRefused) return;
    hasRefused = true;
    options.report(
      new ChatError('protocol', 'Another version of this app is open in another tab: reload it.'),
    );
  }

  function changed(change: PlatformChange): void {
    if (change === 'hidden') hiddenSince ??= clock.now();
    if (change === 'visible') {
      hiddenSince = null;
      unanswered = 0;
    }
    if (change === 'frozen' && !frozen && !options.isIrreplaceable()) {
      frozen = true;
      if (role === 'leads') follow();
      post({ type: 'gone' });
      letGo();
    } else if (change === 'resumed' && frozen) {
      frozen = false;
      requestLead(false);
      // What was told while the page was stopped may be lost.
      options.onMissed();
    } else if (!frozen && change === 'hidden') sayHere();
    ask();
  }

  async function confirm(): Promise<boolean> {
    const mine = lock;
    if (role !== 'leads') return false;
    if (mine === null) return true;
    let held: boolean;
    let askedAt: number;
    do {
      askedAt = clock.now();
      held = await mine.isHeld().catch(() => false);
      // An answer from before a sleep may not be true any more.
    } while (held && clock.now() - askedAt > answerMs);
    if (!held && lock === mine) lost();
    return held && lock === mine && role === 'leads';
  }

  function letGo(): void {
    for (const timer of [asking, handingOver]) timer?.cancel();
    asking = handingOver = null;
    waiting?.abort();
    waiting = null;
    lock?.release();
    lock = null;
  }

  function leaveOthers(): void {
    stopListening?.();
    stopListening = null;
    post({ type: 'gone' });
    letGo();
  }

  function isolate(): void {
    leaveOthers();
    alone = true;
    if (role !== 'leads') lead();
  }

  return {
    get leads() {
      return role === 'leads';
    },
    get alone() {
      return alone;
    },
    async join() {
      role = 'follows';
      channel = platform.openChannel(`chat ${database}`, hear);
      alone ||= channel === null;
      if (alone) {
        lead();
        return 'leads';
      }
      stopListening = platform.onChange(changed);
      const answer = new Promise<'leads' | 'follows' | 'unanswered'>((resolve) => {
        const late = clock.after(joinMs, () => joined?.('unanswered'));
        joined = (how) => {
          late.cancel();
          joined = null;
          resolve(how);
        };
      });
      requestLead(false);
      sayHere(true);
      ask();
      return answer;
    },
    welcomed: () => joined?.('follows'),
    post,
    advance() {
      position += 1;
    },
    sayHere,
    confirm,
    isolate,
    stepDown: lost,
    leave() {
      leaveOthers();
      channel?.close();
      channel = null;
      joined?.('unanswered');
      role = 'outside';
    },
  };
}
