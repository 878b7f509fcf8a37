import { ChatError } from '../../errors';

/** Where a connectify deployment lives, and what is known of it beforehand. */
export interface ConnectifyOptions {
  /** Absolute http(s) address in front of `/api/…`; may have a path of its own. */
  readonly baseUrl: string;
  /** Absolute ws(s) address. With a path it is used as it is, else `/ws` and `/ws/messaging` are tried. */
  readonly socketUrl?: string;
  /** `documented`: a socket for each conversation; `deployed`: one socket for all. `auto` finds out. */
  readonly dialect?: 'auto' | 'documented' | 'deployed';
  /** The deployment honours `Idempotency-Key` on sends; then every send goes by REST. */
  readonly idempotencyKeys?: boolean;
  /** How long a request may take, 20 seconds unless told. Uploads have ten minutes. */
  readonly timeoutMs?: number;
}

export interface Settings {
  readonly baseUrl: string;
  /** Address in front of `/conversations/…`, in the order they are tried. */
  readonly socketPrefixes: readonly string[];
  readonly dialect: 'auto' | 'documented' | 'deployed';
  readonly idempotencyKeys: boolean;
  readonly timeoutMs: number;
}

/** Checks the options; throws `invalid` for addresses that cannot be. */
export function readOptions(options: ConnectifyOptions): Settings {
  const base = readUrl(options.baseUrl, 'baseUrl', ['http:', 'https:']);
  const dialect = options.dialect ?? 'auto';
  const given =
    options.socketUrl === undefined ? null : readUrl(options.socketUrl, 'socketUrl', ['ws:', 'wss:']);
  const root = given === null ? trimmed(base).replace(/^http/, 'ws') : trimmed(given);
  const prefixes = [`${root}/ws`, `${root}/ws/messaging`];
  return {
    baseUrl: trimmed(base),
    socketPrefixes:
      given !== null && given.pathname !== '/'
        ? [root]
        : dialect === 'documented'
          ? prefixes.reverse()
          : prefixes,
    dialect,
    idempotencyKeys: options.idempotencyKeys ?? false,
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
  throw new ChatError(
    'invalid',
    `connectify: ${name} must be an absolute ${protocols.join('// or ')}// address.`,
  );
}

function trimmed(url: URL): string {
  return `${url.origin === 'null' ? `${url.protocol}//${url.host}` : url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
