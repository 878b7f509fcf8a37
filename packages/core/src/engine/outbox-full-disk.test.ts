import { describe, expect, it } from 'vitest';
import { ChatError } from '../errors';
import { memoryStorage } from '../storage/memory';
import type { StorageProvider } from '../storage/storage';
import { createFakeChat } from '../testing/fake-chat';

const second = 1_000;

/** A disk that can be full: then it takes nothing. */
function limitedDisk(): { readonly storage: StorageProvider; full: boolean } {
  const memory = memoryStorage();
  const disk = {
    full: false,
    storage: {
      async open(name: string) {
        const opened = await memory.open(name);
        return {
          ...opened,
          write: (batch: Parameters<typeof opened.write>[0]) =>
            disk.full
              ? Promise.reject(
                  new ChatError('storage', 'There is no space left.', { details: { reason: 'quota' } }),
                )
              : opened.write(batch),
        };
      },
    },
  };
  return disk;
}

async function started(idempotency = false) {
  const chat = createFakeChat({ broadcast: 'none', idempotency });
  const disk = limitedDisk();
  const open = async () => {
    const page = chat.client(chat.amira, { storage: disk.storage });
    await page.client.start();
    page.client.openConversation(chat.conversation);
    await chat.clock.advance(second);
    return { ...page, statuses: () => page.rows(chat.conversation).map((row) => [row.text, row.status]) };
  };
  const texts = () => chat.server.messages(chat.conversation).map((message) => message.text);
  return { ...chat, disk, open, texts, page: await open() };
}

describe('what is sent on a full disk', () => {
  it('fails before it leaves, says why, and goes out once there is room and it is asked for', async () => {
    const { disk, page, clock, conversation, texts } = await started();
    disk.full = true;
    const id = page.client.sendMessage(conversation, { text: 'hello' });
    await clock.advance(60 * second);
    expect([page.statuses(), texts()]).toEqual([[['hello', 'failed']], []]);
    expect(page.rows(conversation)[0]?.failure?.code).toBe('storage');
    disk.full = false;
    page.client.retry(id);
    await clock.advance(second);
    expect([page.statuses(), texts()]).toEqual([[['hello', 'sent']], ['hello']]);
  });

  it.each(['lose-answer', 'break-after-storing'] as const)(
    'is looked for when it may have arrived, and not offered for a second time: after «%s»',
    async (fault) => {
      const { disk, page, clock, conversation, server, texts, open } = await started();
      server.inject(fault);
      const id = page.client.sendMessage(conversation, { text: 'hello' });
      while (texts().length === 0) await clock.advance(1);
      disk.full = true;
      await clock.advance(60 * second);
      page.client.retry(id);
      await clock.advance(60 * second);
      expect([page.statuses(), texts()]).toEqual([[['hello', 'sent']], ['hello']]);
      await page.client.close();

      const again = await open();
      await clock.advance(60 * second);
      again.client.retry(id);
      await clock.advance(60 * second);
      expect([again.statuses(), texts()]).toEqual([[['hello', 'sent']], ['hello']]);
      await again.client.close();

      disk.full = false;
      const last = await open();
      await clock.advance(60 * second);
      expect([last.statuses(), texts()]).toEqual([[['hello', 'sent']], ['hello']]);
    },
  );

  it('goes on with its key after a reload, and does not stand beside the message it became', async () => {
    const { disk, page, clock, conversation, server, texts, open } = await started(true);
    server.inject('lose-answer');
    page.client.sendMessage(conversation, { text: 'hello' });
    while (texts().length === 0) await clock.advance(1);
    disk.full = true;
    await page.client.close();

    const again = await open();
    await clock.advance(60 * second);
    expect([again.statuses(), texts()]).toEqual([[['hello', 'sent']], ['hello']]);
    await again.client.close();
  });
});
