import { describe, expect, it } from 'vitest';
import { describeStorageContract } from '../testing/storage-contract';
import { memoryStorage } from './memory';

describeStorageContract({ name: 'memory', createProvider: memoryStorage, describe, it });

describe('memoryStorage', () => {
  it('says that it is memory', async () => {
    const storage = await memoryStorage().open('name');
    expect(await storage.health()).toMatchObject({ kind: 'memory', degraded: null, usageBytes: null });
  });

  it('shares nothing between two providers', async () => {
    const one = await memoryStorage().open('name');
    const other = await memoryStorage().open('name');
    await one.write([{ type: 'put-value', key: 'key', value: 1 }]);
    expect(await other.loadValue('key')).toBeUndefined();
  });
});
