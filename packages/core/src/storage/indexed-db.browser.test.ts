import { describe, it } from 'vitest';
import { describeStorageContract } from '../testing/storage-contract';
import { indexedDbStorage } from './indexed-db';

describeStorageContract({
  name: 'IndexedDB (in Chromium)',
  createProvider: () => indexedDbStorage(),
  describe,
  it,
});
