import type { ExecuteContext, SendMessageCommand } from '../../adapter/command';
import { ChatError, isChatError } from '../../errors';
import type { OutgoingAttachment } from '../../model/attachment';
import { RecentMap } from '../../lib/recent-map';
import type { StoredFile, StoreFile } from './options';

const storedKept = 200;

/** Has the files of a send stored by the host, each once, however often the send is tried. */
export function createFiles(storeFile: StoreFile | null) {
  const stored = new RecentMap<string, StoredFile>(storedKept);

  async function store(
    file: OutgoingAttachment,
    context: { readonly signal: AbortSignal; readonly onProgress: (share: number) => void },
  ): Promise<StoredFile> {
    if (storeFile === null) {
      throw new ChatError('unsupported', 'This app has not said where files are to be stored.');
    }
    try {
      const { url, name, type, size } = await storeFile(file, context);
      if (!/^https?:\/\//i.test(url))
        throw new ChatError('invalid', 'The stored file has no http(s) address.');
      return { url, name: name ?? file.name, type: type ?? file.mimeType, size: size ?? file.size };
    } catch (error) {
      throw notStored(error);
    }
  }

  return async function storeAll(
    command: SendMessageCommand,
    { signal, onProgress }: Pick<ExecuteContext, 'signal' | 'onProgress'>,
  ): Promise<readonly StoredFile[]> {
    const files: StoredFile[] = [];
    for (const [index, file] of command.attachments.entries()) {
      const key = `${command.localId} ${file.id}`;
      const share = (part: number): void => onProgress((index + part) / command.attachments.length);
      const done = stored.get(key) ?? (await store(file, { signal, onProgress: share }));
      stored.set(key, done);
      files.push(done);
      share(1);
    }
    return files;
  };
}

/** Nothing was sent yet: what may get better is tried again, the rest is shown as failed. */
function notStored(error: unknown): ChatError {
  // What `fetch` throws when the network is away.
  if (error instanceof TypeError) {
    return new ChatError('network', 'The file could not be stored.', { outcome: 'not-sent', cause: error });
  }
  if (isChatError(error)) {
    const { code, message, retryable, details } = error;
    const outcome = retryable ? 'not-sent' : 'rejected';
    return new ChatError(code, message, { outcome, retryable, details, cause: error });
  }
  const message = error instanceof Error ? error.message : 'The file could not be stored.';
  const aborted = error instanceof Error && error.name === 'AbortError';
  return new ChatError(aborted ? 'aborted' : 'server', message, {
    outcome: aborted ? 'not-sent' : 'rejected',
    retryable: false,
    cause: error,
  });
}
