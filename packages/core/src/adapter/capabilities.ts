import type { ConversationKind } from '../model/conversation';
import type { ActionKind } from './action';
import type { CommandKind } from './command';

/**
 * Why something is not offered; the interface words it. `not-yet` before the server has confirmed it, `too-late` after
 * the window for it, `closed` in a conversation nobody writes in any more, `hidden` when the app leaves it out and
 * nothing shall be said of it.
 */
export type UnsupportedReason =
  'backend' | 'role' | 'configuration' | 'not-yet' | 'too-late' | 'closed' | 'hidden';

export type Support =
  { readonly supported: true } | { readonly supported: false; readonly reason: UnsupportedReason };

/** `partly`: some changes of this kind come live and some never do, so the poller still looks. */
export type Coverage = 'always' | 'while-watching' | 'partly' | 'never';

/** What the live side tells without being asked; the poller covers the rest. */
export interface LiveCoverage {
  readonly messages: Coverage;
  readonly edits: Coverage;
  readonly deletions: Coverage;
  readonly reactions: Coverage;
  readonly receipts: Coverage;
  readonly typing: Coverage;
  readonly presence: Coverage;
  readonly conversations: Coverage;
}

/** What a backend can do, as data. Known before the first request; may be refined once signed in or connected. */
export interface Capabilities {
  readonly commands: Readonly<Record<CommandKind, Support>>;
  readonly actions: Readonly<Record<ActionKind, Support>>;
  readonly paging: 'cursor' | 'page' | 'whole';
  /** `key`: a resend with the same local id gives the first answer again. */
  readonly idempotency: 'key' | 'none';
  /** Loading history tells the other side it was read, unless `peek` is asked and `peek` is true here. */
  readonly historyMarksRead: boolean;
  readonly peek: boolean;
  readonly loadAround: boolean;
  readonly reply: Support;
  readonly attachments: Support;
  readonly attachmentNeedsText: boolean;
  readonly replyWithAttachments: boolean;
  readonly reactions: { readonly set: readonly string[] | null; readonly perUser: 'one' | 'many' };
  /** `hard` leaves no trace, where `everyone` leaves a placeholder. */
  readonly deleteKinds: readonly ('everyone' | 'me' | 'hard')[];
  /** What groups have besides people and a name. Without roles, members may do whatever `actions` has. */
  readonly groups: { readonly roles: boolean; readonly description: boolean; readonly picture: boolean };
  readonly receipts: { readonly delivered: boolean; readonly read: 'per-user' | 'flag' | 'none' };
  readonly typing: Readonly<Record<ConversationKind, boolean>>;
  readonly presence: boolean;
  readonly search: { readonly messages: Support; readonly users: Support };
  /** Whom a text mentions is told apart from other words; written as `User.mention` says. */
  readonly mentions: boolean;
  /** A conversation may belong to no directory: where none is named, people are looked for in all of them. */
  readonly directoryOptional: boolean;
  readonly subject: boolean;
  /** Kinds of thing a message may be about, at most one of each; `search-related` finds them by name. */
  readonly related: readonly string[];
  readonly live: Readonly<Record<ConversationKind, LiveCoverage>>;
  /** Sockets this backend needs at once for full live coverage: one for all, or one for each watched conversation. */
  readonly sockets: 'none' | 'shared' | 'per-conversation';
}
