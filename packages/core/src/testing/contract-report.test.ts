import { describe, expect, it } from 'vitest';
import type { ChatAdapter } from '../adapter/adapter';
import { conversationId } from '../model/ids';
import { memoryStorage } from '../storage/memory';
import type { ChatStorage, StorageProvider } from '../storage/storage';
import { describeAdapterContract } from './adapter-contract';
import { contractReport, type ContractReport } from './contract-report';
import { createFakeAdapter } from './fake-adapter';
import { createFakeClock } from './fake-clock';
import { createFakeServer } from './fake-server';
import { describeStorageContract } from './storage-contract';

function reportOfStorage(
  change: (storage: ChatStorage) => Partial<ChatStorage>,
  timeoutMs = 10_000,
): Promise<ContractReport> {
  const createProvider = (): StorageProvider => {
    const memory = memoryStorage();
    return {
      async open(name) {
        const storage = await memory.open(name);
        return { ...storage, ...change(storage) };
      },
    };
  };
  return contractReport(
    (runner) => describeStorageContract({ name: 'my storage', createProvider, ...runner }),
    {
      timeoutMs,
    },
  );
}

function reportOfAdapter(change: (adapter: ChatAdapter) => Partial<ChatAdapter>): Promise<ContractReport> {
  const createStage = async () => {
    const server = createFakeServer({ clock: createFakeClock() });
    const [amira, bruno] = [server.addUser('amira').id, server.addUser('bruno').id];
    const person = (me: typeof amira) => {
      const adapter = createFakeAdapter(server, me);
      return { adapter: { ...adapter, ...change(adapter) }, token: null };
    };
    return {
      author: person(amira),
      reader: person(bruno),
      conversationId: server.addConversation('thread', [amira, bruno]),
      missingConversationId: conversationId('thread:nowhere'),
      close: () => Promise.resolve(),
    };
  };
  return contractReport((runner) => describeAdapterContract({ name: 'my adapter', createStage, ...runner }), {
    timeoutMs: 10_000,
  });
}

describe('the report of a contract suite', () => {
  it('says that all is well in one line', async () => {
    const report = await reportOfStorage(() => ({}));
    expect(report.broken).toEqual([]);
    expect(String(report)).toMatch(/^my storage keeps the storage contract: (\d+) of \1 duties are kept\.$/);
  });

  // What is wrong, the duty as the report names it, and what it says of the difference.
  const storages: readonly [string, (storage: ChatStorage) => Partial<ChatStorage>, string, RegExp][] = [
    [
      'keeps only the newest page',
      (storage) => ({
        loadHistory: async (id, options) => {
          const { messages, ranges } = await storage.loadHistory(id, { limit: options.limit });
          return { messages, ranges };
        },
      }),
      'history: loads the newest, oldest first, and what is below a message',
      /below: expected \["99","5"\], got \["30","4"\]/,
    ],
    [
      'loses the files of what waits',
      (storage) => ({
        loadOutbox: async () => JSON.parse(JSON.stringify(await storage.loadOutbox())) as never,
      }),
      'files of the outbox: keeps the bytes of files, also after the database was opened again',
      /blob: expected "a Blob", got \{\}/,
    ],
  ];
  it.each(storages)('names what a storage that %s does not do', async (_name, change, duty, why) => {
    const report = await reportOfStorage(change);
    const found = report.broken.find((one) => one.duty === duty);
    expect(found?.why).toMatch(why);
    expect(String(report)).toContain(`✗ ${duty}\n  ${found?.why ?? ''}`);
  });

  it('names what is never done', async () => {
    const report = await reportOfStorage(() => ({ wipe: () => new Promise(() => undefined) }), 20);
    expect(report.broken).toContainEqual({
      duty: 'what lasts: wipes for good, and can be used afterwards',
      why: 'It was not done after 0.02 seconds.',
    });
  });

  const adapters: readonly [string, (adapter: ChatAdapter) => Partial<ChatAdapter>, string, RegExp][] = [
    [
      'takes an older message of the same words for a new one',
      (adapter) => ({
        settle: (command, context) => adapter.settle(command, { ...context, baseline: null }),
      }),
      'settling: does not take an older message of the same text for it',
      /^An older message was taken\.$/,
    ],
    [
      'counts its pages from the newest',
      (adapter) => ({
        async loadMessages(request, signal) {
          if (request.position.name !== 'before') return adapter.loadMessages(request, signal);
          const all = await adapter.loadMessages(
            { ...request, position: { name: 'newest' }, limit: 1_000 },
            signal,
          );
          const { order } = request.position;
          const at = all.messages.findIndex((message) => message.order === order);
          const page = all.messages.slice(Math.max(0, at - request.limit - 1), Math.max(0, at - 1));
          return { ...all, messages: page, reachedStart: at <= request.limit + 1, reachedEnd: false };
        },
      }),
      'reading: keeps its pages joined while others write',
      /^Pages that were asked for while others wrote left out: in a row \d/,
    ],
    [
      'gives the nearest page instead of the window it was asked for',
      (adapter) => ({
        loadMessages: (request, signal) =>
          adapter.loadMessages(
            request.position.name === 'around'
              ? { ...request, position: { name: 'newest' }, limit: 2 }
              : request,
            signal,
          ),
      }),
      'reading: loads a window around a message where it says that it can',
      /^The window does not hold the message it was asked for\.$/,
    ],
    [
      'answers blank text with a fault of its own',
      () => ({ execute: () => Promise.reject(new TypeError('x is undefined')) }),
      'writing: refuses blank text before anything leaves, as invalid',
      /Blank text failed with something that is no ChatError: TypeError: x is undefined/,
    ],
  ];
  it.each(adapters)('names what an adapter that %s does not do', async (_name, change, duty, why) => {
    const report = await reportOfAdapter(change);
    const found = report.broken.find((one) => one.duty === duty);
    expect(found?.why).toMatch(why);
    expect(String(report)).toContain(`✗ ${duty}\n  ${found?.why ?? ''}`);
  });
});
