import 'fake-indexeddb/auto';
import { describe, it } from 'vitest';
import { describeStorageContract } from '../testing/storage-contract';
import { indexedDbStorage } from './indexed-db';

describeStorageContract({
  name: 'IndexedDB (in Node)',
  createProvider: () => indexedDbStorage(),
  describe,
  it,
});
