import type { ConversationId, LocalId } from '../model/ids';
import type { StoreEvent } from '../store/store-event';
import type { SessionEndReason } from './session';

/** What a tab has on screen; `visible` false: nobody looks at it now. */
export interface TabView {
  readonly visible: boolean;
  /** Most recently opened first. */
  readonly watching: readonly ConversationId[];
}

/** What tabs of one person say to each other, on a channel named after their database. */
export type TabMessage =
  /** «I am here, are you?» `news`: tell me everything you know that is not on disk. */
  | ({ readonly type: 'here'; readonly news: boolean } & TabView)
  | { readonly type: 'gone' }
  /** The leader's answer and announcement. */
  | { readonly type: 'leading' }
  /** What the leader knows beside the disk; commands not listed in `queued` are done. */
  | {
      readonly type: 'news';
      readonly events: readonly StoreEvent[];
      readonly queued: ReadonlySet<LocalId>;
      readonly watched: readonly ConversationId[];
    }
  /** What the leader's link listens to now. */
  | { readonly type: 'watching'; readonly watched: readonly ConversationId[] }
  /** Became true in the sender's store; `liveSince` is the link under which open ends of history were claimed. */
  | { readonly type: 'events'; readonly events: readonly StoreEvent[]; readonly liveSince: number | null }
  /** A command of the sender is on disk and waits to be sent. */
  | { readonly type: 'given' }
  | { readonly type: 'asked'; readonly what: 'retry' | 'discard'; readonly localId: LocalId }
  | { readonly type: 'typing'; readonly conversationId: ConversationId; readonly typing: boolean }
  | { readonly type: 'hurry' }
  /** The leader is hidden and lets this visible tab lead. */
  | { readonly type: 'take-over'; readonly tab: string }
  | { readonly type: 'ended'; readonly reason: SessionEndReason; readonly at: number };

/** Grows when messages or what is stored change their meaning: an app may be open in two versions at once. */
export const protocolVersion = 1;

/** `term` grows with every leader: what a deposed one still says is known as old. */
export interface TabEnvelope {
  readonly version: number;
  readonly from: string;
  readonly leads: boolean;
  readonly term: number;
  /** How many events messages of this term there were; one that was not heard leaves a hole in the count. */
  readonly position: number;
  readonly message: TabMessage;
}

export function isEnvelope(data: unknown): data is TabEnvelope {
  return typeof data === 'object' && data !== null && 'version' in data && 'message' in data;
}

/** What two versions of an app can still say to each other: who leads, and that something waits on disk. */
export function isUnderstood({ version, message: { type } }: TabEnvelope): boolean {
  return version === protocolVersion || !['events', 'news', 'watching', 'typing'].includes(type);
}
