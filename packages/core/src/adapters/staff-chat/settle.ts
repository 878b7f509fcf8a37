import type { ExecuteContext, SendMessageCommand, Settlement } from '../../adapter/command';
import type { Clock } from '../../adapter/environment';
import { ChatError } from '../../errors';
import { messageId } from '../../model/ids';
import { startDecoding, type Context } from './context';
import { storedText, trimText } from './encode';
import type { WireMessage } from './wire';

/** With nothing known before the attempt, only messages about as young as the command count (clocks differ). */
const youngMs = 10 * 60_000;
const pageSize = 50;
const pagesLimit = 10;
/** A request given up may still be at work on the server. */
const secondLookMs = 1_500;

type Look = Omit<ExecuteContext, 'onProgress'>;

/** Looks whether a send whose outcome is unknown has arrived: twice, because it may still be on its way. */
export function createSettle(context: Context) {
  const { rest, account, environment } = context;

  async function find(
    command: SendMessageCommand,
    { signal, baseline, claimed }: Look,
  ): Promise<WireMessage | null> {
    const me = await account.myId(signal);
    const isNew = (message: WireMessage): boolean =>
      baseline === null
        ? message.timestamp.at >= command.createdAt - youngMs
        : Number(message.id) > Number(baseline);
    let beforeId: number | undefined;
    for (let page = 0; page < pagesLimit; page += 1) {
      const query = { limit: pageSize, ...(beforeId === undefined ? {} : { beforeId }) };
      const { messages, hasOlder } = await rest.messages(command.conversationId, query, signal);
      const found = messages.find(
        (message) =>
          isNew(message) &&
          message.sender === me &&
          !claimed.has(messageId(message.id)) &&
          isSame(message, command),
      );
      if (found !== undefined) return found;
      const [oldest] = messages;
      if (oldest === undefined || !hasOlder || !isNew(oldest)) return null;
      beforeId = Math.min(...messages.map(({ id }) => Number(id)));
    }
    return null;
  }

  return async function settle(command: SendMessageCommand, look: Look): Promise<Settlement> {
    let found = await find(command, look);
    if (found === null) {
      await pause(environment.clock, secondLookMs, look.signal);
      found = await find(command, look);
    }
    if (found === null) return { name: 'absent' };
    const decoding = startDecoding(context, await account.myId(look.signal));
    const message = { ...decoding.message(found), localId: command.localId };
    return { name: 'found', result: { message, events: [] } };
  };
}

function isSame(message: WireMessage, command: SendMessageCommand): boolean {
  return (
    !message.is_deleted &&
    trimText(message.message) === storedText(command) &&
    message.attachments.length === command.attachments.length &&
    // An upload drops a reply whose parent is gone.
    (message.reply_to === command.replyTo || (command.attachments.length > 0 && message.reply_to == null))
  );
}

function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      timer.cancel();
      reject(new ChatError('aborted', 'The look was given up.', { outcome: 'unknown' }));
    };
    const timer = clock.after(milliseconds, () => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
