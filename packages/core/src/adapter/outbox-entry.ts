import type { ChatErrorCode } from '../errors';
import type { Command } from './command';
import type { LocalId, MessageId } from '../model/ids';

/** Why a command failed for good, as data that survives storage. */
export interface CommandFailure {
  readonly code: ChatErrorCode;
  readonly message: string;
  readonly status?: number;
  /** What the backend said about it, in its own words. */
  readonly said?: string;
}

/** `sending` read back after a restart means the outcome is unknown. Times are epoch milliseconds. */
export type OutboxPhase =
  | { readonly name: 'queued'; readonly retryAt: number | null }
  | { readonly name: 'sending' }
  /** `retryAt`: when to look again on the server, where the last look failed. */
  | { readonly name: 'checking'; readonly retryAt: number | null }
  | { readonly name: 'failed'; readonly failure: CommandFailure };

/** A command on its way, as it is stored. */
export interface OutboxEntry {
  readonly localId: LocalId;
  readonly command: Command;
  readonly phase: OutboxPhase;
  readonly attempts: number;
  /** Highest server message id known before the first attempt; undefined until that attempt. */
  readonly baseline: MessageId | null | undefined;
  /** The unsent message this command is about; its id is not known yet. */
  readonly dependsOn: LocalId | null;
  /** When it was given, or asked for again; epoch milliseconds. */
  readonly givenAt: number;
  /** Grows with each command given in this database, whatever tab it was given in. */
  readonly sequence: number;
}
