import { ChatError, type ChatErrorCode, type Outcome } from '../errors';
import { type RawAnswer, readBody } from './answer';
import { firstText, flattenFieldErrors } from './field-errors';

/** Reading again is harmless; anything else may have been carried out. */
export function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** The error an answer stands for, decided by its status alone. */
export function errorForAnswer(method: string, answer: RawAnswer, now: number): ChatError {
  const { status } = answer;
  if (answer.redirected || status === 0 || (status >= 300 && status < 400)) {
    // Following would turn a POST into a GET and lose its body without a word.
    return new ChatError(
      'protocol',
      'The server answered with a redirect, which is not followed: check the base URL and its scheme.',
      { status, outcome: answer.redirected && !isSafe(method) ? 'unknown' : 'rejected' },
    );
  }
  const body = readBody(answer);
  const value = body.type === 'json' ? body.value : undefined;
  const retryAfterMs = parseRetryAfter(answer.retryAfter, now);
  return new ChatError(codeForStatus(status), firstText(value) ?? `The server answered ${status}.`, {
    status,
    outcome: outcomeForStatus(method, status),
    fields: flattenFieldErrors(value),
    // Says whether the application itself answered: an unknown route and a proxy answer with HTML.
    details: { body: body.type, answer: value },
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

function codeForStatus(status: number): ChatErrorCode {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
    case 410:
      return 'not-found';
    case 405:
    case 415:
    case 501:
      return 'unsupported';
    case 408:
      return 'timeout';
    case 409:
      return 'conflict';
    case 413:
      return 'too-large';
    case 429:
      return 'rate-limited';
    default:
      return status >= 500 ? 'server' : 'invalid';
  }
}

function outcomeForStatus(method: string, status: number): Outcome {
  // An error page may come after the work was done.
  if (status >= 500 || status === 408) return isSafe(method) ? 'rejected' : 'unknown';
  return 'rejected';
}

/** Milliseconds to wait, from seconds or an HTTP date. */
function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return seconds < 0 ? undefined : Math.round(seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
