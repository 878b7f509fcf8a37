import { localId, messageId } from '../../model/ids';
import type { OutboxEntry } from '../../adapter/outbox-entry';
import { assertRefused, assertSame, type ContractRunner } from './runner';
import { sampleEntry } from './samples';

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

  it('refuses a sequence that is no finite number rather than lose the command', async (open) => {
    const storage = await open();
    const write = storage.write([{ type: 'put-outbox-entry', entry: sampleEntry('a', Number.NaN) }]);
    await assertRefused(write, ['invalid'], 'sequence');
  });
}
