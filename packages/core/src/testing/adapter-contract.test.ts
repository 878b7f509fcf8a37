import { describe, expect, it } from 'vitest';
import type { ChatAdapter } from '../adapter/adapter';
import { conversationId } from '../model/ids';
import { describeAdapterContract } from './adapter-contract';
import { createFakeAdapter } from './fake-adapter';
import { createFakeClock } from './fake-clock';
import { createFakeServer } from './fake-server';

function stageOf(change: (adapter: ChatAdapter) => ChatAdapter = (adapter) => adapter) {
  const server = createFakeServer({ clock: createFakeClock() });
  const [amira, bruno] = [server.addUser('amira').id, server.addUser('bruno').id];
  const id = server.addConversation('thread', [amira, bruno]);
  const person = (me: typeof amira) => ({ adapter: change(createFakeAdapter(server, me)), token: null });
  return {
    author: person(amira),
    reader: person(bruno),
    conversationId: id,
    missingConversationId: conversationId('thread:nowhere'),
    loseNextAnswer: () => server.inject('lose-answer'),
    close: () => Promise.resolve(),
  };
}

describeAdapterContract({
  name: 'the fake adapter',
  createStage: () => Promise.resolve(stageOf()),
  describe,
  it,
});

/** Runs the suite without a test runner and answers with the titles of what failed. */
async function failuresOf(change: (adapter: ChatAdapter) => ChatAdapter): Promise<string[]> {
  const tests: [string, () => Promise<void>][] = [];
  describeAdapterContract({
    name: 'broken',
    createStage: () => Promise.resolve(stageOf(change)),
    describe: (_name, body) => body(),
    it: (title, body) => tests.push([title, body]),
  });
  const failed: string[] = [];
  for (const [title, body] of tests) await body().catch(() => failed.push(title));
  return failed;
}

describe('the adapter contract notices an adapter that', () => {
  const broken: readonly [string, (adapter: ChatAdapter) => ChatAdapter, string][] = [
    [
      'settles with any message of the same words',
      (adapter) => ({
        ...adapter,
        settle: (command, context) => adapter.settle(command, { ...context, baseline: null }),
      }),
      'does not take an older message of the same text for it',
    ],
    [
      'ignores what other commands claimed',
      (adapter) => ({
        ...adapter,
        settle: (command, context) => adapter.settle(command, { ...context, claimed: new Set() }),
      }),
      'does not take a message that belongs to another command',
    ],
    [
      'turns pages around',
      (adapter) => ({
        ...adapter,
        loadMessages: async (request, signal) => {
          const page = await adapter.loadMessages(request, signal);
          return { ...page, messages: [...page.messages].reverse() };
        },
      }),
      'pages back to the beginning without a hole or a repetition',
    ],
  ];
  it.each(broken)('%s', async (_name, change, title) => {
    expect(await failuresOf(change)).toContain(title);
  });
});
