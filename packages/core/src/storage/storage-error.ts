import { ChatError, isChatError } from '../errors';
import type { StorageHealth } from './storage';

/** Why storage is not durable, found in `details.reason` of a `storage` error too. */
export type StorageFailureReason = Degradation['reason'];
export type Degradation = NonNullable<StorageHealth['degraded']>;

// What a value to be stored is to blame for.
const valueErrors: ReadonlySet<string> = new Set(['DataCloneError', 'DataError']);
// After these the next attempt fails the same way.
const brokenErrors: ReadonlySet<string> = new Set([
  'InvalidStateError',
  'NotFoundError',
  'SecurityError',
  'UnknownError',
  'VersionError',
]);

// The connection went away under a transaction; a new one may work.
const connectionErrors: ReadonlySet<string> = new Set(['AbortError', 'InvalidStateError', 'UnknownError']);

/** Anything a database throws, as a `ChatError`. */
export function toStorageError(error: unknown): ChatError {
  if (isChatError(error)) return error;
  const name = errorName(error);
  const message = error instanceof Error ? error.message : String(error);
  if (valueErrors.has(name))
    return new ChatError('invalid', `This cannot be stored: ${message}`, { cause: error });
  if (name === 'QuotaExceededError')
    return storageError('quota', `There is no space left. ${message}`.trim(), error);
  if (brokenErrors.has(name)) return storageError('broken', `The database does not work: ${message}`, error);
  return new ChatError('storage', message, { retryable: true, cause: error });
}

/** A `storage` error with its reason. */
export function storageError(reason: StorageFailureReason, message: string, cause?: unknown): ChatError {
  return new ChatError('storage', message, {
    details: { reason },
    ...(cause === undefined ? {} : { cause }),
  });
}

export function closedError(): ChatError {
  return new ChatError('storage', 'This storage was closed.');
}

export function isOutOfSpace(error: unknown): error is ChatError {
  return isChatError(error) && error.code === 'storage' && error.details['reason'] === 'quota';
}

export function isConnectionError(error: unknown): boolean {
  return connectionErrors.has(errorName(error));
}

/** Whether the storage that threw this will not work again in this session. */
export function isBeyondRepair(error: unknown): error is ChatError {
  if (!isChatError(error) || error.code !== 'storage') return false;
  const reason = error.details['reason'];
  return reason === 'broken' || reason === 'unavailable';
}

export function degradationOf(error: unknown, otherwise: StorageFailureReason): Degradation {
  const reason = isChatError(error) ? error.details['reason'] : undefined;
  const known = reason === 'unavailable' || reason === 'broken' || reason === 'quota';
  return {
    reason: known ? reason : otherwise,
    message: error instanceof Error ? error.message : String(error),
  };
}

function errorName(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}
