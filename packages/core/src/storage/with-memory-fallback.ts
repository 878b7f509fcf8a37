import { guardedStorage } from './guarded-storage';
import { memoryStorage } from './memory';
import type { ChatStorage, StorageProvider } from './storage';
import { degradationOf, type Degradation, type StorageFailureReason } from './storage-error';

type DegradedListener = (reason: StorageFailureReason, message: string) => void;

/** Goes on in memory when `primary` cannot be opened or breaks for good, and says so. */
export function withMemoryFallback(primary: StorageProvider, onDegraded: DegradedListener): StorageProvider {
  const memory = memoryStorage();
  // Once in memory a name stays there: its database would not know what was written since.
  const degradations = new Map<string, Degradation>();

  return {
    ...(primary.place === undefined ? {} : { place: primary.place }),
    async open(name) {
      const inMemory = await memory.open(name);
      const degraded = (degradation: Degradation): void => {
        degradations.set(name, degradation);
        onDegraded(degradation.reason, degradation.message);
      };
      const earlier = degradations.get(name);
      if (earlier !== undefined) return degradedStorage(inMemory, earlier, () => wipePrimary(primary, name));
      let opened: ChatStorage;
      try {
        opened = await primary.open(name);
      } catch (error) {
        const degradation = degradationOf(error, 'unavailable');
        degraded(degradation);
        return degradedStorage(inMemory, degradation, () => wipePrimary(primary, name));
      }
      return guardedStorage(opened, inMemory, degraded);
    },
  };
}

function degradedStorage(
  memory: ChatStorage,
  degradation: Degradation,
  wipePrimary: () => Promise<void>,
): ChatStorage {
  return {
    ...memory,
    health: async () => ({ ...(await memory.health()), degraded: degradation }),
    async wipe() {
      await memory.wipe();
      await wipePrimary();
    },
  };
}

/** What an earlier, working session may have left on disk goes too, where it can be reached at all. */
async function wipePrimary(primary: StorageProvider, name: string): Promise<void> {
  let opened: ChatStorage;
  try {
    opened = await primary.open(name);
  } catch {
    // Announced when it first failed to open.
    return;
  }
  try {
    await opened.wipe();
  } finally {
    await opened.close();
  }
}
