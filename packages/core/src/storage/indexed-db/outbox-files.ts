import type { Command, SendMessageCommand } from '../../adapter/command';
import type { OutboxEntry } from '../../adapter/outbox-entry';
import type { OutgoingAttachment } from '../../model/attachment';
import type { LocalId } from '../../model/ids';
import { compareEntries } from '../outbox-order';
import { keysUnder, type Database, type WriteTransaction } from './schema';

/** The first version kept the blob here; it moves when its entry is next written. */
type StoredFile = Omit<OutgoingAttachment, 'blob'> & { readonly blob?: Blob };
type StoredCommand =
  | Exclude<Command, SendMessageCommand>
  | (Omit<SendMessageCommand, 'attachments'> & { readonly attachments: readonly StoredFile[] });

/** A command as its store keeps it: small, so that a change of its phase is cheap. Its files stand beside it. */
export type StoredEntry = Omit<OutboxEntry, 'command' | 'givenAt'> & {
  readonly command: StoredCommand;
  /** The first version did not note it. */
  readonly givenAt?: number;
};

/** Which files of which command are stored; kept up to date while a batch is written. */
export type StoredFiles = Map<LocalId, Set<string>>;

export async function readStoredFiles(
  transaction: WriteTransaction,
  entries: readonly OutboxEntry[],
): Promise<StoredFiles> {
  const ids = entries.flatMap(({ localId, command }) =>
    command.kind === 'send-message' && command.attachments.length > 0 ? [localId] : [],
  );
  const known = await Promise.all(
    ids.map(async (id) => {
      const keys = await transaction.objectStore('blobs').getAllKeys(keysUnder(id));
      return [id, new Set(keys.map(([, fileId]) => fileId))] as const;
    }),
  );
  return new Map(known);
}

/** Writes the entry, and of its files those that are not stored yet. */
export function* putEntry(
  transaction: WriteTransaction,
  { command, ...entry }: OutboxEntry,
  stored: StoredFiles,
): Iterable<Promise<unknown>> {
  const [outbox, blobs] = [transaction.objectStore('outbox'), transaction.objectStore('blobs')];
  const { localId } = entry;
  if (command.kind !== 'send-message' || command.attachments.length === 0) {
    yield outbox.put({ ...entry, command });
    yield deleteFiles(transaction, localId, stored);
    return;
  }
  const before = stored.get(localId) ?? new Set<string>();
  const named = new Set(command.attachments.map(({ id }) => id));
  stored.set(localId, named);
  yield outbox.put({ ...entry, command: { ...command, attachments: command.attachments.map(withoutBlob) } });
  for (const { id, blob } of command.attachments) if (!before.has(id)) yield blobs.put(blob, [localId, id]);
  for (const id of before) if (!named.has(id)) yield blobs.delete([localId, id]);
}

export function deleteFiles(
  transaction: WriteTransaction,
  localId: LocalId,
  stored: StoredFiles,
): Promise<unknown> {
  stored.delete(localId);
  return transaction.objectStore('blobs').delete(keysUnder(localId));
}

/** All commands in the order given, each with its files again. */
export async function readOutbox(database: Database): Promise<readonly OutboxEntry[]> {
  const transaction = database.transaction(['outbox', 'blobs'], 'readonly');
  const blobs = transaction.objectStore('blobs');
  const [entries, keys, values] = await Promise.all([
    transaction.objectStore('outbox').index('by-sequence').getAll(),
    blobs.getAllKeys(),
    blobs.getAll(),
    transaction.done,
  ]);
  const found = new Map<LocalId, Map<string, Blob | undefined>>();
  keys.forEach(([localId, fileId], index) => {
    found.set(localId, (found.get(localId) ?? new Map()).set(fileId, values[index]));
  });
  return entries.map((entry) => withBlobs(entry, found.get(entry.localId))).sort(compareEntries);
}

function withBlobs(
  entry: StoredEntry,
  found: ReadonlyMap<string, Blob | undefined> | undefined,
): OutboxEntry {
  const { command, givenAt = command.createdAt } = entry;
  if (command.kind !== 'send-message') return { ...entry, command, givenAt };
  const attachments = command.attachments.flatMap((file) => {
    const blob = file.blob ?? found?.get(file.id);
    return blob === undefined ? [] : [{ ...file, blob }];
  });
  const whole: OutboxEntry = { ...entry, givenAt, command: { ...command, attachments } };
  if (attachments.length === command.attachments.length) return whole;
  // It must not go out as if it had never had the file; whoever wrote it decides.
  const failure = { code: 'storage', message: 'A file of this message is no longer stored.' } as const;
  return { ...whole, phase: { name: 'failed', failure } };
}

function withoutBlob({ blob: _, ...file }: OutgoingAttachment): StoredFile {
  return file;
}
