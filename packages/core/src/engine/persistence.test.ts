import { describe, expect, it } from 'vitest';
import { ChatError } from '../errors';
import { conversationId, messageId, userId } from '../model/ids';
import { memoryStorage } from '../storage/memory';
import type { ChatStorage, StorageWrite } from '../storage/storage';
import { initialState } from '../store/initial-state';
import { createChatStore } from '../store/store';
import type { StoreEvent } from '../store/store-event';
import { createFakeAdapter, fakeCapabilities, fakeLimits } from '../testing/fake-adapter';
import { createFakeClock } from '../testing/fake-clock';
import { createFakePlatform } from '../testing/fake-platform';
import { createFakeServer } from '../testing/fake-server';
import { fakeConversation, fakeMessage } from '../testing/fixtures';
import { startPersistence } from './persistence';

const thread = conversationId('thread');
const conversation: StoreEvent = { type: 'conversation-received', conversation: fakeConversation() };
const received = (id: number): StoreEvent => ({ type: 'message-received', message: fakeMessage(id) });

async function started(wrap: (storage: ChatStorage) => ChatStorage = (storage) => storage) {
  const clock = createFakeClock();
  const batches: (readonly StorageWrite[])[] = [];
  const disk = await memoryStorage().open('name');
  const storage = wrap({
    ...disk,
    write(batch) {
      batches.push(batch);
      return disk.write(batch);
    },
  });
  const store = createChatStore({
    initial: initialState(fakeCapabilities(), fakeLimits()),
    onNextFrame: () => () => undefined,
    onListenerError: () => undefined,
  });
  const me = userId('amira');
  const warnings: ChatError[] = [];
  const persistence = startPersistence({
    me,
    adapter: createFakeAdapter(createFakeServer({ clock }), me),
    store,
    storage,
    clock,
    platform: createFakePlatform(clock),
    signal: new AbortController().signal,
    report: (error) => warnings.push(error),
  });
  const apply = (...events: readonly StoreEvent[]): void => {
    store.apply(events);
    store.getState();
  };
  const stored = async (): Promise<readonly string[]> =>
    (await disk.loadHistory(thread, { limit: 100 })).messages.map(({ id }) => id);
  return { clock, batches, disk, apply, stored, persistence, warnings };
}

describe('writing behind the store', () => {
  it('writes many changes as one batch, of each thing the last', async () => {
    const { clock, batches, apply } = await started();
    apply(conversation);
    for (let id = 1; id <= 20; id += 1) apply(received(id));
    apply({
      type: 'message-changed',
      conversationId: thread,
      messageId: messageId('3'),
      patch: { text: 'new' },
    });
    expect(batches).toEqual([]);
    await clock.advance(100);
    expect(batches).toHaveLength(1);
    const [batch] = batches;
    expect(batch).toHaveLength(21);
    expect(batch?.find((write) => write.type === 'put-message' && write.message.id === '3')).toMatchObject({
      message: { text: 'new' },
    });
  });

  it('keeps what came after a conversation was removed, and nothing of what was before', async () => {
    const { clock, disk, apply, stored } = await started();
    apply(conversation, received(1), received(2));
    apply({ type: 'conversation-removed', conversationId: thread });
    apply(conversation, received(2), received(3));
    await clock.advance(100);
    expect(await stored()).toEqual(['2', '3']);
    expect(await disk.loadConversations()).toHaveLength(1);
    apply({ type: 'conversation-removed', conversationId: thread });
    await clock.advance(100);
    expect([await stored(), await disk.loadConversations()]).toEqual([[], []]);
  });

  it('deletes what was removed, loaded or not, and keeps what was listed after all', async () => {
    const { clock, disk, apply, stored } = await started();
    await disk.write([{ type: 'put-message', message: fakeMessage(7) }]);
    apply(conversation, received(8), received(9));
    await clock.advance(100);
    const page = (known: readonly string[], ...ids: readonly number[]): StoreEvent => ({
      type: 'history-loaded',
      conversationId: thread,
      messages: ids.map((id) => fakeMessage(id)),
      ranges: [],
      knownBefore: new Set(known.map(messageId)),
    });
    apply(
      { type: 'message-removed', conversationId: thread, messageId: messageId('7') },
      page(['8', '9'], 8),
      page([], 9),
    );
    await clock.advance(100);
    expect(await stored()).toEqual(['8', '9']);
    apply(page(['8', '9'], 8));
    await clock.advance(100);
    expect(await stored()).toEqual(['8']);
  });

  it('writes what waits when it stops, or lets it be', async () => {
    for (const [discard, expected] of [
      [false, ['1']],
      [true, []],
    ] as const) {
      const { apply, persistence, stored, clock } = await started();
      apply(conversation, received(1));
      await persistence.stop(discard);
      apply(received(2));
      await clock.advance(1_000);
      expect(await stored()).toEqual(expected);
    }
  });

  it('tells of a write that fails and goes on with the next', async () => {
    let broken = true;
    const { clock, apply, stored, warnings } = await started((storage) => ({
      ...storage,
      write: (batch) =>
        broken ? Promise.reject(new ChatError('storage', 'No space.')) : storage.write(batch),
    }));
    apply(conversation, received(1));
    await clock.advance(100);
    expect(warnings.map(({ code }) => code)).toEqual(['storage']);
    broken = false;
    apply(received(2));
    await clock.advance(100);
    expect(await stored()).toEqual(['2']);
  });
});
