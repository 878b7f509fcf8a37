import type { ExecuteContext, SendMessageCommand, Settlement } from '../../adapter/command';
import { ChatError } from '../../errors';
import { startDecoding, type Context } from './context';
import type { FindSent } from './find-sent';
import { belongsTo, otherPerson, parseThread, threadId } from './thread';

/** A send under way when its answer was lost may be stored a moment later: nothing found is believed twice. */
const secondLookMs = 4_000;

/** Looks whether a send whose outcome is unknown has arrived. */
export function createSettle(context: Context, findSent: FindSent) {
  const { account, environment } = context;

  function pause(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = environment.clock.after(secondLookMs, () => {
        signal.removeEventListener('abort', abort);
        resolve();
      });
      const abort = (): void => {
        timer.cancel();
        reject(new ChatError('aborted', 'The look was given up.', { outcome: 'not-sent' }));
      };
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  return async function settle(
    command: SendMessageCommand,
    settling: Omit<ExecuteContext, 'onProgress'>,
  ): Promise<Settlement> {
    const { conversationId, localId } = command;
    let found = await findSent(command, settling);
    if (found === null) {
      await pause(settling.signal);
      found = await findSent(command, settling);
    }
    if (found === null) return { name: 'absent' };
    const decoding = startDecoding(context, await account.myId(settling.signal));
    const place = belongsTo(parseThread(conversationId), found.organization)
      ? conversationId
      : threadId(found.organization, otherPerson(found, decoding.me));
    return {
      name: 'found',
      result: { message: { ...decoding.message(found, place), localId }, events: [] },
    };
  };
}
