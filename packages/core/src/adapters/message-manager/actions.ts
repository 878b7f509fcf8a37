import type { Action, ActionKind, ActionResult } from '../../adapter/action';
import type { ConversationId } from '../../model/ids';
import { startWork, type Context } from './context';
import type { ConversationsService } from './conversations';
import { mayMeanEnded } from './refusals';
import { unsupported } from './unsupported';

/** Carries out what needs an answer now: here, only ending a relay. */
export function createPerform(context: Context, conversations: ConversationsService) {
  const { rest } = context;

  async function endRelay(id: ConversationId, signal: AbortSignal): Promise<undefined> {
    await startWork(context);
    try {
      await rest.endRelay(id, signal);
    } catch (error) {
      // Somebody else ended it, or this client did and the answer was lost.
      if (!mayMeanEnded(error) || !(await conversations.hasEnded(id, signal))) throw error;
    }
    context.memory.current.places.noteEnded(id);
  }

  return async function perform<Kind extends ActionKind>(
    action: Action & { readonly kind: Kind },
    signal: AbortSignal,
  ): Promise<ActionResult<Kind>> {
    const wanted: Action = action;
    if (wanted.kind !== 'end-relay') throw unsupported(`The action "${wanted.kind}"`);
    return (await endRelay(wanted.conversationId, signal)) as ActionResult<Kind>;
  };
}
