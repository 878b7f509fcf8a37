import type { Clock } from '../../adapter/environment';
import type { ExecuteContext, SendMessageCommand, Settlement } from '../../adapter/command';
import { ChatError } from '../../errors';
import type { OutgoingAttachment } from '../../model/attachment';
import { messageId, userId } from '../../model/ids';
import { parseTime } from '../../transport/parse-time';
import { readItems, type Report } from '../../transport/read-items';
import { startDecoding, type Context } from './context';
import { trimText } from './encode';
import { toNumber } from './ids';
import { createPages } from './pages';
import * as wire from './wire';

/** With nothing known before the attempt, only messages about as young as the command count (clocks differ). */
const youngMs = 10 * 60_000;
/** A frame sent just before a break is carried out all the same, a little later. */
const secondLookMs = 5_000;

/** Looks, twice where nothing is found, whether a send whose outcome is unknown has arrived. */
export function createSettle(context: Context) {
  const { rest, account, environment } = context;
  const pages = createPages(rest, environment.report);

  return async function settle(
    command: SendMessageCommand,
    { signal, baseline, claimed }: Omit<ExecuteContext, 'onProgress'>,
  ): Promise<Settlement> {
    const { conversationId: id, localId } = command;
    toNumber(id);
    const me = await account.myId(signal);
    const text = trimText(command.text);

    const isNew = (message: wire.WireMessage): boolean =>
      baseline === null
        ? (parseTime(message.created_at) ?? 0) >= command.createdAt - youngMs
        : Number(message.id) > Number(baseline);

    async function look(): Promise<wire.WireMessage | undefined> {
      const found: wire.WireMessage[] = [];
      let page = await pages.load(id, 'last', signal);
      for (;;) {
        found.push(
          ...page.messages.filter(
            (message) =>
              isNew(message) &&
              userId(message.sender.id) === me &&
              !claimed.has(messageId(message.id)) &&
              trimText(message.content ?? '') === text &&
              hasFilesOf(message, command.attachments, environment.report),
          ),
        );
        if (page.number <= 1 || page.messages.some((message) => !isNew(message))) break;
        page = await pages.load(id, page.number - 1, signal);
      }
      found.sort((left, right) => Number(left.id) - Number(right.id));
      const replyOf = (message: wire.WireMessage): string | null => message.reply_to?.id ?? null;
      // What a reply answers is dropped without a word when it is gone.
      return (
        found.find((message) => replyOf(message) === command.replyTo) ??
        found.find((message) => replyOf(message) === null)
      );
    }

    let stored = await look();
    if (stored === undefined) {
      // A conversation that is closed to me lists nothing either: only a look that may see counts.
      await rest.conversation(id, signal);
      await pause(environment.clock, secondLookMs, signal);
      stored = await look();
    }
    if (stored === undefined) return { name: 'absent' };
    const message = startDecoding(context, me, id).message(stored);
    return { name: 'found', result: { message: { ...message, localId }, events: [] } };
  };
}

function hasFilesOf(message: wire.WireMessage, sent: readonly OutgoingAttachment[], report: Report): boolean {
  const sizes = readItems(wire.attachment, message.attachments, report).map(
    ({ file_size }) => file_size ?? 0,
  );
  const wanted = sent.map(({ size }) => size);
  const sorted = (numbers: readonly number[]): string => [...numbers].sort((a, b) => a - b).join(' ');
  return sorted(sizes) === sorted(wanted);
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
