/** What went wrong, decided where the status is known. */
export type ChatErrorCode =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'invalid'
  | 'conflict'
  | 'too-large'
  | 'rate-limited'
  | 'unsupported'
  | 'network'
  | 'timeout'
  | 'server'
  | 'protocol'
  | 'storage'
  /** It waited longer than the app lets a command wait, and was not sent. */
  | 'expired'
  | 'aborted';

/** What is known of a request that failed: refused, never arrived, or perhaps carried out. */
export type Outcome = 'rejected' | 'not-sent' | 'unknown';

export interface ChatErrorOptions {
  readonly status?: number;
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
  readonly outcome?: Outcome;
  /** Field name → texts, as the backend worded them. */
  readonly fields?: Readonly<Record<string, readonly string[]>>;
  /** A machine-readable word of the backend or of ours that says which rule. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

const retryableCodes: ReadonlySet<ChatErrorCode> = new Set(['network', 'timeout', 'server', 'rate-limited']);

// Two copies of the package on one page must recognise each other's errors.
const mark = '@chat/core/error';

/** The one error type of the SDK. Decide by `code`, `retryable` and `outcome`, never by `message`. */
export class ChatError extends Error {
  override readonly name = 'ChatError';
  readonly code: ChatErrorCode;
  readonly retryable: boolean;
  readonly outcome: Outcome;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly details: Readonly<Record<string, unknown>>;
  readonly [mark] = true;

  constructor(code: ChatErrorCode, message: string, options: ChatErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? retryableCodes.has(code);
    this.outcome = options.outcome ?? 'rejected';
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
    this.fields = options.fields ?? {};
    this.details = options.details ?? {};
  }
}

/** True for errors of any copy of this package. */
export function isChatError(value: unknown): value is ChatError {
  return typeof value === 'object' && value !== null && mark in value;
}

/** Anything thrown, as a `ChatError`; unknown things become `fallback`. */
export function toChatError(value: unknown, fallback: ChatErrorCode = 'protocol'): ChatError {
  if (isChatError(value)) return value;
  const message = value instanceof Error ? value.message : String(value);
  const code = value instanceof Error && value.name === 'AbortError' ? 'aborted' : fallback;
  return new ChatError(code, message, { cause: value });
}
