import { conversationId } from '@chat/core';
import {
  createFakeAdapter,
  createFakeClock,
  createFakeServer,
  describeAdapterContract,
  type ContractStage,
} from '@chat/core/testing';
import { describe, it } from 'vitest';

/** Two people who share a conversation, each with an adapter of their own, on a server that really answers. */
async function createStage(): Promise<ContractStage> {
  // Yours instead: start your backend or its double, sign both in, and open your adapter for each.
  const server = createFakeServer({ clock: createFakeClock() });
  const [author, reader] = [server.addUser('Amira').id, server.addUser('Bruno').id];
  return {
    author: { adapter: createFakeAdapter(server, author), token: null },
    reader: { adapter: createFakeAdapter(server, reader), token: null },
    conversationId: server.addConversation('Amira and Bruno', [author, reader]),
    missingConversationId: conversationId('thread:nowhere'),
    // Where you can make your server lose an answer, what was sent must be found again and not sent twice.
    loseNextAnswer: () => server.inject('lose-answer'),
    close: () => Promise.resolve(),
  };
}

describeAdapterContract({ name: 'my adapter', createStage, describe, it });
