import { ChatError, isChatError } from '../../errors';
import { refusal } from './wire';

/** What a conversation answers that is not relayed any more; one revision makes a failure of it. */
export function mayMeanEnded(error: unknown): error is ChatError {
  if (!isChatError(error)) return false;
  if (error.status === 404) return true;
  const told = refusal.safeParse(error.details['answer']);
  return error.status === 500 && told.success && told.data.error !== undefined;
}

/** The account is switched off or gone: no fresh token will help. */
export function saysDeactivated(error: unknown): boolean {
  if (!isChatError(error) || error.status !== 401) return false;
  const told = refusal.safeParse(error.details['answer']);
  return told.success && (told.data.code === 'user_inactive' || told.data.code === 'user_not_found');
}

export function relayEnded(cause?: unknown): ChatError {
  return new ChatError('forbidden', 'The relay has ended: this conversation takes no messages.', {
    details: { rule: 'relay-ended' },
    cause,
  });
}
