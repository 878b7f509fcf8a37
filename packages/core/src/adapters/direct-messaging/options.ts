import { ChatError } from '../../errors';

/** Where a direct-messaging deployment lives. */
export interface DirectMessagingOptions {
  /** Absolute http(s) address in front of `/api/…`; may have a path of its own. */
  readonly baseUrl: string;
  /** Absolute ws(s) address in front of `/ws/…`; made from `baseUrl` unless told. */
  readonly socketUrl?: string;
  /** Offers «delete conversation», which this backend carries out for everybody and for good. */
  readonly deleteConversations?: boolean;
  /** How long a request may take, 20 seconds unless told. Uploads have ten minutes. */
  readonly timeoutMs?: number;
}

export interface Settings {
  readonly baseUrl: string;
  readonly socketUrl: string;
  readonly deleteConversations: boolean;
  readonly timeoutMs: number;
}

/** Checks the options; throws `invalid` for what cannot be. */
export function readOptions(options: DirectMessagingOptions): Settings {
  const baseUrl = readUrl(options.baseUrl, 'baseUrl', ['http:', 'https:']);
  const timeoutMs = options.timeoutMs ?? 20_000;
  if (!(timeoutMs > 0)) throw refused('timeoutMs must be a number of milliseconds above zero.');
  return {
    baseUrl,
    socketUrl:
      options.socketUrl === undefined
        ? baseUrl.replace(/^http/, 'ws')
        : readUrl(options.socketUrl, 'socketUrl', ['ws:', 'wss:']),
    deleteConversations: options.deleteConversations ?? false,
    timeoutMs,
  };
}

function readUrl(text: string, name: string, protocols: readonly string[]): string {
  try {
    const url = new URL(text);
    if (protocols.includes(url.protocol))
      return `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`;
  } catch {
    // Told below, in our words.
  }
  throw refused(`${name} must be an absolute ${protocols.join('// or ')}// address.`);
}

function refused(message: string): ChatError {
  return new ChatError('invalid', `direct-messaging: ${message}`);
}
