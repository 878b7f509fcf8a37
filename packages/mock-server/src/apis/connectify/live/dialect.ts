import type { Hub } from '../../../live/hub';
import type { LiveSession, LiveSocket } from '../../../live/socket';
import type { Conversation, ConversationKind, Person } from '../../../world/types';
import type { World } from '../../../world/world';

export interface LiveParts {
  world: World;
  hub: Hub;
  heartbeatMilliseconds: number;
  onError(error: unknown): void;
}

export interface Thread {
  kind: ConversationKind;
  number: number;
}

export interface LiveDraft {
  content: string;
  replyTo: number | null;
}

/** One of the two ways this backend talks over sockets. */
export interface Dialect {
  /** The paths a socket may be opened under; `undefined` for any other. */
  threadOf(path: string): Thread | undefined;
  /** How to serve a person's socket for a thread, or undefined to refuse it. */
  admit(person: Person, thread: Thread): Promise<((socket: LiveSocket) => LiveSession) | undefined>;
  /** Stores a message and tells everybody who listens; answers its id. */
  post(sender: Person, conversation: Conversation, draft: LiveDraft): Promise<number>;
  type(person: Person, conversation: Conversation, isTyping: boolean): Promise<void>;
  read(person: Person, conversation: Conversation, messageIds: number[]): Promise<void>;
}

export type Frame = Record<string, unknown>;

/** The frame's JSON object, or undefined for anything else. */
export function parseFrame(data: string): Frame | undefined {
  try {
    const parsed: unknown = JSON.parse(data);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? Object.fromEntries(Object.entries(parsed))
      : undefined;
  } catch {
    return undefined;
  }
}

/** What the real server takes for "not given". */
export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || value === 0 || value === false;

/** An id as number or digits; the real server takes both. */
export function idOf(value: unknown): number | undefined {
  const isId =
    typeof value === 'number' ? Number.isInteger(value) : typeof value === 'string' && /^\d+$/.test(value);
  return isId ? Number(value) : undefined;
}
