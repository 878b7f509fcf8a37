import type { ChatAdapter } from '../adapter/adapter';
import type { Capabilities } from '../adapter/capabilities';
import type { Command, ExecuteContext } from '../adapter/command';
import type { ServerEvent } from '../adapter/server-event';
import { ChatError, toChatError } from '../errors';
import type { Message } from '../model/message';

/** What one try at a command came to. */
export type AttemptOutcome =
  | { readonly name: 'done'; readonly message: Message | null; readonly events: readonly ServerEvent[] }
  /** The server said no, and will say so again. */
  | { readonly name: 'rejected'; readonly error: ChatError }
  /** It never got there, or was turned away for now: try again later. */
  | { readonly name: 'not-sent'; readonly error: ChatError }
  /** It may be on the server: look before anything else. `mayBeStored` false: repeating it does no harm. */
  | { readonly name: 'unknown'; readonly error: ChatError; readonly mayBeStored: boolean }
  /** A successful look found nothing: send again. */
  | { readonly name: 'absent' };

/** Repeating these ends in the same state; a send does so only where the backend honours a key. */
export function isSafeToRepeat(command: Command, capabilities: Capabilities): boolean {
  if (command.kind === 'send-message' || command.kind === 'host') return capabilities.idempotency === 'key';
  return true;
}

export async function attemptCommand(
  adapter: ChatAdapter,
  command: Command,
  context: ExecuteContext,
): Promise<AttemptOutcome> {
  try {
    const { message, events } = await adapter.execute(command, context);
    if (command.kind === 'send-message' && message === undefined) {
      throw new ChatError('protocol', 'The adapter confirmed a send without its message.', {
        outcome: 'unknown',
      });
    }
    return { name: 'done', message: message ?? null, events };
  } catch (thrown) {
    const error = toChatError(thrown);
    if (isAlreadyDone(command, error)) return { name: 'done', message: null, events: [] };
    if (error.outcome === 'unknown') {
      return { name: 'unknown', error, mayBeStored: !isSafeToRepeat(command, adapter.capabilities) };
    }
    const temporary = error.retryable || error.outcome === 'not-sent' || error.code === 'unauthorized';
    return temporary ? { name: 'not-sent', error } : { name: 'rejected', error };
  }
}

export async function settleCommand(
  adapter: ChatAdapter,
  command: Command,
  context: Omit<ExecuteContext, 'onProgress'>,
): Promise<AttemptOutcome> {
  try {
    const settlement = await adapter.settle(command, context);
    if (settlement.name === 'absent') return { name: 'absent' };
    return { name: 'done', message: settlement.result.message ?? null, events: settlement.result.events };
  } catch (thrown) {
    const error = toChatError(thrown);
    // Whoever may not look there any more will never learn what became of it.
    if (error.code === 'not-found' || error.code === 'forbidden') return { name: 'rejected', error };
    return { name: 'unknown', error, mayBeStored: true };
  }
}

/** Deleting what is gone, or reading what is gone, has reached its end. */
function isAlreadyDone(command: Command, error: ChatError): boolean {
  return error.code === 'not-found' && (command.kind === 'delete-message' || command.kind === 'mark-read');
}
