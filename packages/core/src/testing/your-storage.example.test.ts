import { memoryStorage, type StorageProvider } from '@chat/core';
import { contractReport, describeStorageContract } from '@chat/core/testing';
import { describe, expect, it } from 'vitest';

// Yours instead: a `StorageProvider` over whatever your app keeps things in.
const createProvider = (): StorageProvider => memoryStorage();

// As tests of your runner (vitest, jest, mocha, node:test) …
describeStorageContract({ name: 'my storage', createProvider, describe, it });

// … or as a text, wherever you are.
it('keeps what it promises', async () => {
  const report = await contractReport((runner) =>
    describeStorageContract({ name: 'my storage', createProvider, ...runner }),
  );
  expect(report.broken, String(report)).toEqual([]);
});
