import { ChatError } from '../../errors';

/** Words for authors whom the backend leaves without a name. */
export interface AuthorNames {
  readonly staff: string;
  readonly guest: string;
  readonly system: string;
}

/** Where a message-manager deployment lives, and what is known of it beforehand. */
export interface MessageManagerOptions {
  /** Absolute http(s) address in front of all paths; may have a path of its own. */
  readonly baseUrl: string;
  /** Where the deployment mounts the conversations, `/api/message_manager` unless told. */
  readonly apiPath?: string;
  /** Where it mounts `login/` and `logout/`, `/api` unless told. */
  readonly accountPath?: string;
  /** Absolute ws(s) address of the staff socket. Default: `baseUrl` as ws(s) with `/ws/staff/`. */
  readonly socketUrl?: string;
  /** Adds `?token=` to the socket's address, for servers that open it without a session cookie. */
  readonly tokenInSocketUrl?: boolean;
  /** Shown for authors without a name; English unless told. */
  readonly names?: Partial<AuthorNames>;
  /**
   * My full name as the backend writes it under my messages, where the host knows it: what I sent from elsewhere is
   * known by it. Otherwise it is learned from the first message sent.
   */
  readonly ownName?: () => string | null;
  /** How long a request may take, 20 seconds unless told. */
  readonly timeoutMs?: number;
}

export interface Settings {
  readonly baseUrl: string;
  readonly apiPath: string;
  readonly accountPath: string;
  readonly socketUrl: string;
  readonly tokenInSocketUrl: boolean;
  readonly names: AuthorNames;
  readonly ownName: () => string | null;
  readonly timeoutMs: number;
}

/** Checks the options; throws `invalid` for addresses that cannot be. */
export function readOptions(options: MessageManagerOptions): Settings {
  const base = trimmed(readUrl(options.baseUrl, 'baseUrl', ['http:', 'https:']));
  const socketUrl =
    options.socketUrl === undefined
      ? `${base.replace(/^http/, 'ws')}/ws/staff/`
      : readUrl(options.socketUrl, 'socketUrl', ['ws:', 'wss:']).href;
  return {
    baseUrl: base,
    apiPath: readPath(options.apiPath ?? '/api/message_manager', 'apiPath'),
    accountPath: readPath(options.accountPath ?? '/api', 'accountPath'),
    socketUrl,
    tokenInSocketUrl: options.tokenInSocketUrl ?? false,
    names: { staff: 'Staff', guest: 'Guest', system: 'System', ...options.names },
    ownName: options.ownName ?? (() => null),
    timeoutMs: options.timeoutMs ?? 20_000,
  };
}

function readUrl(text: string, name: string, protocols: readonly string[]): URL {
  try {
    const url = new URL(text);
    if (protocols.includes(url.protocol)) return url;
  } catch {
    // Told below, in our words.
  }
  throw refused(`${name} must be an absolute ${protocols.join('// or ')}// address.`);
}

function readPath(text: string, name: string): string {
  if (text !== '' && !text.startsWith('/')) throw refused(`${name} must start with a slash.`);
  return text.replace(/\/+$/, '');
}

function refused(problem: string): ChatError {
  return new ChatError('invalid', `message-manager: ${problem}`);
}

function trimmed(url: URL): string {
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
