import { ChatError } from '../../errors';
import type { OutgoingAttachment } from '../../model/attachment';
import type { RelatedEntity } from '../../model/message';
import type { PusherSetup } from '../../transport/pusher';
import type { RelatedType } from './capabilities';
import type { CrmRoles } from './roles';

/** Where a file was stored; `url` is an absolute http(s) address. */
export interface StoredFile {
  readonly url: string;
  readonly name?: string;
  readonly type?: string;
  /** Bytes. */
  readonly size?: number;
}

/** Stores a file somewhere of the host's. Throw a `ChatError` to say whether trying again may help. */
export type StoreFile = (
  file: OutgoingAttachment,
  context: { readonly signal: AbortSignal; readonly onProgress: (share: number) => void },
) => Promise<StoredFile>;

/**
 * The host's own leads, deals and customers: the messaging API takes and tells their numbers, and lists none. Throw a
 * `ChatError` to say whether trying again may help.
 */
export interface RelatedSource {
  /** Those whose name matches; a blank text asks for the likeliest. */
  readonly search: (
    query: { readonly type: RelatedType; readonly text: string },
    signal: AbortSignal,
  ) => Promise<readonly RelatedEntity[]>;
  /** Names for numbers found in messages; for those left out, the number is shown. */
  readonly name?: (
    entities: readonly { readonly type: RelatedType; readonly id: string }[],
    signal: AbortSignal,
  ) => Promise<readonly RelatedEntity[]>;
}

/** Where a crm deployment lives, and what varies between deployments. */
export interface CrmOptions {
  /** Absolute http(s) address in front of `/api/…`; may have a path of its own. */
  readonly baseUrl: string;
  /** The backend keeps only where files are: without this, messages carry none. */
  readonly storeFile?: StoreFile;
  /** Finds and names what messages are about; without it people type numbers. */
  readonly related?: RelatedSource;
  /** Offers editing and deleting over routes the document does not name; everybody else learns of it by looking. */
  readonly editing?: boolean;
  /** `Token` for the older tokens, which never end. */
  readonly tokenType?: 'Bearer' | 'Token';
  /** For cookie sessions, whose writes need it: the value of Django's `csrftoken` cookie, read anew each time. */
  readonly csrfToken?: () => string | null;
  /** Told once the client has opened the adapter: lists and switches the person's hats. */
  readonly onRoles?: (roles: CrmRoles) => void;
  /** Hears live through the host's own pusher-js; without it everything is polled. */
  readonly pusher?: PusherSetup;
  /** How long a request may take, 20 seconds unless told; sends and threads have at least 40. */
  readonly timeoutMs?: number;
}

export interface Settings {
  readonly baseUrl: string;
  readonly storeFile: StoreFile | null;
  readonly related: RelatedSource | null;
  readonly editing: boolean;
  readonly tokenType: 'Bearer' | 'Token';
  readonly csrfToken: () => string | null;
  readonly timeoutMs: number;
  readonly slowTimeoutMs: number;
}

// The server calls the push service while it answers, five seconds for each event.
const slowestMs = 40_000;

/** Checks the options; throws `invalid` for an address that cannot be. */
export function readOptions(options: CrmOptions): Settings {
  const timeoutMs = options.timeoutMs ?? 20_000;
  if (!(timeoutMs > 0)) throw new ChatError('invalid', 'crm: timeoutMs must be more than nothing.');
  return {
    baseUrl: readBaseUrl(options.baseUrl),
    storeFile: options.storeFile ?? null,
    related: options.related ?? null,
    editing: options.editing ?? false,
    tokenType: options.tokenType ?? 'Bearer',
    csrfToken: options.csrfToken ?? (() => null),
    timeoutMs,
    slowTimeoutMs: Math.max(timeoutMs, slowestMs),
  };
}

function readBaseUrl(text: string): string {
  try {
    const url = new URL(text);
    if (url.protocol === 'http:' || url.protocol === 'https:')
      return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  } catch {
    // Told below, in our words.
  }
  throw new ChatError('invalid', 'crm: baseUrl must be an absolute http:// or https:// address.');
}
