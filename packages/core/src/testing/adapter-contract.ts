import { describeLive } from './adapter-contract/live';
import { describeReading } from './adapter-contract/reading';
import type { ContractRunner } from './adapter-contract/runner';
import { describeSettling } from './adapter-contract/settling';
import { Acting } from './adapter-contract/stage';
import type { ContractStage } from './adapter-contract/stage';
import { describeWriting } from './adapter-contract/writing';

export interface AdapterContractOptions {
  /** Shown as the suite's title. */
  readonly name: string;
  /** Called for each test: two signed-in people on your backend (or its test double) who share a conversation. */
  readonly createStage: () => Promise<ContractStage>;
  /** Of your test runner (vitest, jest, mocha, node:test). */
  readonly describe: (name: string, body: () => void) => void;
  readonly it: (name: string, body: () => Promise<void>) => void;
}

/**
 * What every `ChatAdapter` must do, as tests of your own runner, against a server that really answers. What the
 * adapter says it cannot do is tested to be refused as `unsupported`.
 */
export function describeAdapterContract({ name, createStage, describe, it }: AdapterContractOptions): void {
  const run: ContractRunner = {
    it(title, body) {
      it(title, async () => {
        const stage = await createStage();
        try {
          const { author, reader, conversationId, readersConversationId = conversationId } = stage;
          await body({
            stage,
            author: new Acting(stage, author, conversationId),
            reader: new Acting(stage, reader, readersConversationId),
          });
        } finally {
          await stage.close();
        }
      });
    },
  };
  describe(`${name} keeps the adapter contract`, () => {
    describe('reading', () => describeReading(run));
    describe('writing', () => describeWriting(run));
    describe('settling', () => describeSettling(run));
    describe('live', () => describeLive(run));
  });
}
