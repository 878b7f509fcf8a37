import { ChatError, isChatError, type MessageId, type MessageKey } from '@chat/core';
import type { UseMessages } from './use-messages';

export interface SeekOptions extends Pick<UseMessages, 'readTimeline' | 'loadAround' | 'loadOlder'> {
  readonly signal: AbortSignal;
  /** How many messages were paged through; null while the backend is asked for the place itself. */
  readonly onProgress: (loaded: number | null) => void;
}

/** As far back as is paged where the backend cannot load around a message. */
const mostPaged = 2_000;

/** Finds a message's row, loading what is missing. Throws `not-found` when it is gone and `too-large` when too far back. */
export async function seekMessage(id: MessageId, options: SeekOptions): Promise<MessageKey> {
  const { readTimeline, loadAround, onProgress, signal } = options;
  const find = (): MessageKey | undefined => {
    const now = readTimeline();
    return now.at(now.indexOfMessage(id))?.key;
  };
  const known = find();
  if (known !== undefined) return known;
  onProgress(null);
  try {
    await loadAround(id);
  } catch (thrown) {
    if (!isChatError(thrown) || thrown.code !== 'unsupported') throw thrown;
    await pageBackTo(find, options);
  }
  if (signal.aborted) throw stopped();
  const found = find();
  if (found === undefined) throw new ChatError('not-found', 'The message is not in this conversation.');
  return found;
}

async function pageBackTo(find: () => MessageKey | undefined, options: SeekOptions): Promise<void> {
  const { readTimeline, loadOlder, onProgress, signal } = options;
  const before = readTimeline().length;
  for (;;) {
    const { length, reachedStart } = readTimeline();
    if (reachedStart || find() !== undefined) return;
    if (length - before >= mostPaged) {
      throw new ChatError('too-large', `The message is more than ${mostPaged} messages back.`);
    }
    onProgress(length - before);
    await loadOlder();
    if (signal.aborted) throw stopped();
    if (readTimeline().length === length && !readTimeline().reachedStart) return;
  }
}

function stopped(): ChatError {
  return new ChatError('aborted', 'Another place was asked for, or the list is gone.');
}
