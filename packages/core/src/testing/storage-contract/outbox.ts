import { localId, messageId } from '../../model/ids';
import type { OutboxEntry } from '../../adapter/outbox-entry';
import { assertRefused, assertSame, ContractViolation, type ContractRunner } from './runner';
import { sampleAttachment, sampleEntry } from './samples';

const idsOf = (entries: readonly OutboxEntry[]): readonly string[] => entries.map((entry) => entry.localId);

export function describeOutbox({ it }: ContractRunner): void {
  it('gives commands in the order they were given, not the order they were written', async (open) => {
    const storage = await open();
    await storage.write([
      { type: 'put-outbox-entry', entry: sampleEntry('z', 2) },
      { type: 'put-outbox-entry', entry: sampleEntry('b', 10) },
    ]);
    await storage.write([{ type: 'put-outbox-entry', entry: sampleEntry('m', 9) }]);
    assertSame(idsOf(await storage.loadOutbox()), ['z', 'm', 'b'], 'order');
  });

  it('renews and deletes by local id', async (open) => {
    const storage = await open();
    const failed = sampleEntry('a', 1, {
      phase: { name: 'failed', failure: { code: 'forbidden', message: 'No', status: 403 } },
      attempts: 2,
      baseline: messageId('7'),
      dependsOn: localId('b'),
    });
    await storage.write([
      { type: 'put-outbox-entry', entry: sampleEntry('a', 1) },
      { type: 'put-outbox-entry', entry: sampleEntry('b', 2) },
    ]);
    await storage.write([
      { type: 'put-outbox-entry', entry: failed },
      { type: 'delete-outbox-entry', localId: localId('b') },
      { type: 'delete-outbox-entry', localId: localId('unknown') },
    ]);
    assertSame(await storage.loadOutbox(), [failed], 'entries');
  });

  it('tells a baseline of null from one not yet known', async (open) => {
    const storage = await open();
    await storage.write([
      { type: 'put-outbox-entry', entry: sampleEntry('a', 1, { baseline: null }) },
      { type: 'put-outbox-entry', entry: sampleEntry('b', 2, { baseline: undefined }) },
    ]);
    const entries = await storage.loadOutbox();
    assertSame(
      entries.map((entry) => entry.baseline),
      [null, undefined],
      'baselines',
    );
  });

  it('keeps the bytes of files, also after the database was opened again', async (open) => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 31) % 256);
    const entry = sampleEntry('a', 1);
    const storage = await open();
    await storage.write([
      {
        type: 'put-outbox-entry',
        entry: { ...entry, command: { ...entry.command, attachments: [sampleAttachment(bytes)] } as never },
      },
    ]);
    await storage.close();
    const [loaded] = await (await open()).loadOutbox();
    const attachment = loaded?.command.kind === 'send-message' ? loaded.command.attachments[0] : undefined;
    if (!(attachment?.blob instanceof Blob)) throw new ContractViolation('blob', 'a Blob', attachment?.blob);
    assertSame(attachment.blob.type, 'image/png', 'type');
    assertSame([...new Uint8Array(await attachment.blob.arrayBuffer())], [...bytes], 'bytes');
  });

  it('refuses a sequence that is no finite number rather than lose the command', async (open) => {
    const storage = await open();
    const write = storage.write([{ type: 'put-outbox-entry', entry: sampleEntry('a', Number.NaN) }]);
    await assertRefused(write, ['invalid'], 'sequence');
  });
}
