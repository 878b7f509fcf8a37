import { localId } from '../../model/ids';
import type { OutboxEntry, OutboxPhase } from '../../adapter/outbox-entry';
import type { StorageWrite } from '../../storage/storage';
import { assertRefused, assertSame, ContractViolation, type ContractRunner } from './runner';
import { sampleAttachment, sampleEntryWith } from './samples';

const bytesOf = (length: number, seed: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, index) => (index * seed) % 256);

const put = (entry: OutboxEntry): StorageWrite => ({ type: 'put-outbox-entry', entry });

const phases: readonly OutboxPhase[] = [
  { name: 'sending' },
  { name: 'checking', retryAt: null },
  { name: 'queued', retryAt: 5 },
  { name: 'failed', failure: { code: 'server', message: 'No' } },
];

/** What a loaded command would upload. */
async function filesOf(entry: OutboxEntry | undefined): Promise<readonly (readonly [string, number[]])[]> {
  if (entry?.command.kind !== 'send-message')
    throw new ContractViolation('command', 'a send', entry?.command);
  return Promise.all(
    entry.command.attachments.map(async ({ id, blob }) => {
      if (!(blob instanceof Blob)) throw new ContractViolation('blob', 'a Blob', blob);
      return [id, [...new Uint8Array(await blob.arrayBuffer())]] as const;
    }),
  );
}

export function describeOutboxFiles({ it }: ContractRunner): void {
  it('keeps the bytes of files, also after the database was opened again', async (open) => {
    const bytes = bytesOf(70_000, 31);
    const storage = await open();
    await storage.write([put(sampleEntryWith([sampleAttachment(bytes)], 'a', 1))]);
    await storage.close();
    const [loaded] = await (await open()).loadOutbox();
    assertSame(await filesOf(loaded), [['a1', [...bytes]]], 'bytes');
    const type = loaded?.command.kind === 'send-message' ? loaded.command.attachments[0]?.blob.type : null;
    assertSame(type, 'image/png', 'type');
  });

  it('keeps files, and their order, through every change of their command', async (open) => {
    const files = [3, 1, 2].map((seed) => sampleAttachment(bytesOf(100, seed), `f${seed}`));
    const expected = [3, 1, 2].map((seed) => [`f${seed}`, [...bytesOf(100, seed)]]);
    const storage = await open();
    for (const phase of phases) {
      await storage.write([put(sampleEntryWith(files, 'a', 1, { phase }))]);
      const [loaded] = await storage.loadOutbox();
      assertSame(loaded?.phase, phase, 'phase');
      assertSame(await filesOf(loaded), expected, `files while ${phase.name}`);
    }
    // A page that starts again writes what it has read.
    const [loaded] = await storage.loadOutbox();
    if (loaded !== undefined) await storage.write([put({ ...loaded, sequence: 99 })]);
    await storage.close();
    assertSame(await filesOf((await (await open()).loadOutbox())[0]), expected, 'files written back');
  });

  it('keeps the files of two commands apart, also those of one name', async (open) => {
    const storage = await open();
    const of = (seed: number): readonly ReturnType<typeof sampleAttachment>[] => [
      sampleAttachment(bytesOf(50, seed)),
    ];
    await storage.write([put(sampleEntryWith(of(1), 'a', 1)), put(sampleEntryWith(of(2), 'a b', 2))]);
    await storage.write([{ type: 'delete-outbox-entry', localId: localId('a') }]);
    const [kept, ...others] = await storage.loadOutbox();
    assertSame(others, [], 'other commands');
    assertSame(await filesOf(kept), [['a1', [...bytesOf(50, 2)]]], 'files of the other command');
  });

  it('forgets the files of a command with it, and those it no longer names', async (open) => {
    const storage = await open();
    const [first, second] = [sampleAttachment(bytesOf(9, 1), 'one'), sampleAttachment(bytesOf(9, 2), 'two')];
    await storage.write([put(sampleEntryWith([first, second], 'a', 1))]);
    await storage.write([put(sampleEntryWith([second], 'a', 1))]);
    assertSame(
      await filesOf((await storage.loadOutbox())[0]),
      [['two', [...bytesOf(9, 2)]]],
      'what it names',
    );
    const other = sampleAttachment(bytesOf(9, 7), 'two');
    await storage.write([
      { type: 'delete-outbox-entry', localId: localId('a') },
      put(sampleEntryWith([other], 'a', 1)),
    ]);
    assertSame(
      await filesOf((await storage.loadOutbox())[0]),
      [['two', [...bytesOf(9, 7)]]],
      'a name used anew',
    );
    await storage.write([put(sampleEntryWith([], 'a', 1))]);
    assertSame(await filesOf((await storage.loadOutbox())[0]), [], 'a command without files');
  });

  it('writes a command with its files or not at all', async (open) => {
    const storage = await open();
    const write = storage.write([
      put(sampleEntryWith([sampleAttachment(bytesOf(9, 1))], 'a', 1)),
      { type: 'put-value', key: 'odd', value: { cannotBeCopied: () => undefined } },
    ]);
    await assertRefused(write, ['invalid', 'storage'], 'a function is no value');
    assertSame(await storage.loadOutbox(), [], 'commands');
  });
}
