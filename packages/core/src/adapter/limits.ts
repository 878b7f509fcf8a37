/** Numbers a backend states or was seen to enforce; null means none known. */
export interface Limits {
  /** In code points, after trimming. */
  readonly textLength: number | null;
  readonly subjectLength: number | null;
  readonly editWindowMs: number | null;
  readonly attachmentCount: number | null;
  /** Bytes of one file. */
  readonly attachmentBytes: number | null;
  /** Lower-case extensions with the dot; null accepts all. */
  readonly attachmentExtensions: readonly string[] | null;
  /** Zero where groups have no names. */
  readonly groupNameLength: number | null;
  /** How many others it takes to make a group. */
  readonly groupOthers: number | null;
  readonly pageSize: number;
  /** Conversations that may be listened to at once where each needs a socket of its own; the rest is polled. */
  readonly liveConversations: number | null;
}
