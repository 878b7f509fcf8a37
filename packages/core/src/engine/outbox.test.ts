import { describe, expect, it } from 'vitest';
import type { ChatError } from '../errors';
import { messageId } from '../model/ids';
import { memoryStorage } from '../storage/memory';
import { createFakeChat } from '../testing/fake-chat';
import type { FakeFault } from '../testing/fake-server';

const second = 1_000;

async function started(options: Parameters<typeof createFakeChat>[0] = {}) {
  const chat = createFakeChat(options);
  const page = chat.client(chat.amira);
  await page.client.start();
  page.client.openConversation(chat.conversation);
  await chat.clock.advance(second);
  const texts = () => chat.server.messages(chat.conversation).map((message) => message.text);
  const statuses = () => page.rows(chat.conversation).map((row) => [row.text, row.status]);
  return { ...chat, ...page, reload: chat.client, texts, statuses };
}

describe('the outbox', () => {
  it('shows a message at once, sends it when it is on disk, and keeps its row over the acknowledgement', async () => {
    const { client, clock, conversation, rows, texts } = await started({ latencyMs: 50 });
    const localId = client.sendMessage(conversation, { text: ' Hello ' });
    const [shown] = rows(conversation);
    expect([shown?.text, shown?.status, shown?.id]).toEqual(['Hello', 'saving', null]);
    await clock.advance(10);
    expect(rows(conversation)[0]?.status).toBe('sending');
    await clock.advance(second);
    expect(rows(conversation).map((row) => [row.key, row.status, row.id])).toEqual([[localId, 'sent', '1']]);
    expect(texts()).toEqual(['Hello']);
  });

  const uncertain: readonly FakeFault[] = ['lose-request', 'lose-answer', 'break-after-storing'];
  const ways = [
    {
      name: 'a server without keys whose echo names the local id',
      broadcast: 'with-local-id',
      idempotency: false,
    },
    { name: 'a server without keys whose echo is plain', broadcast: 'plain', idempotency: false },
    { name: 'a server that never echoes', broadcast: 'none', idempotency: false },
    { name: 'a server that honours keys', broadcast: 'plain', idempotency: true },
  ] as const;
  for (const way of ways) {
    it.each(uncertain)(`sends exactly once to ${way.name} after «%s»`, async (fault) => {
      const { bruno, client, clock, conversation, server, rows, texts } = await started(way);
      server.post(conversation, bruno, 'Ok');
      server.inject(fault);
      client.sendMessage(conversation, { text: 'Ok' });
      client.sendMessage(conversation, { text: 'Ok' });
      await clock.advance(30 * second);
      expect(texts()).toEqual(['Ok', 'Ok', 'Ok']);
      expect(rows(conversation).map((row) => row.id)).toEqual(['1', '2', '3']);
      expect(
        rows(conversation)
          .filter((row) => row.own)
          .every((row) => row.localId !== null),
      ).toBe(true);
    });
  }

  it('never lets a later message overtake an unresolved earlier one, and lets it pass a refused one', async () => {
    const { client, clock, conversation, server, texts, statuses } = await started();
    server.inject('lose-request');
    for (const text of ['one', 'two', 'three']) client.sendMessage(conversation, { text });
    await clock.advance(30 * second);
    expect(texts()).toEqual(['one', 'two', 'three']);
    server.inject('reject');
    const refused = client.sendMessage(conversation, { text: 'four' });
    client.sendMessage(conversation, { text: 'five' });
    await clock.advance(second);
    expect(texts()).toEqual(['one', 'two', 'three', 'five']);
    expect(statuses().at(-1)).toEqual(['four', 'failed']);
    client.retry(refused);
    await clock.advance(second);
    expect(texts()).toEqual(['one', 'two', 'three', 'five', 'four']);
  });

  it('does not take for its own message what another send of the same words became', async () => {
    const { client, clock, conversation, server, rows, texts } = await started({ broadcast: 'plain' });
    server.inject('reject');
    const refused = client.sendMessage(conversation, { text: 'Ok' });
    const accepted = client.sendMessage(conversation, { text: 'Ok' });
    await clock.advance(second);
    server.inject('lose-request');
    client.retry(refused);
    await clock.advance(30 * second);
    expect(texts()).toEqual(['Ok', 'Ok']);
    expect(rows(conversation).map((row) => [row.localId, row.id])).toEqual([
      [accepted, '1'],
      [refused, '2'],
    ]);
  });

  it('waits as long as the server asks on 429', async () => {
    const { client, clock, conversation, server, texts } = await started();
    server.inject('too-many-requests');
    client.sendMessage(conversation, { text: 'slowly' });
    await clock.advance(1_900);
    expect(texts()).toEqual([]);
    await clock.advance(200);
    expect(texts()).toEqual(['slowly']);
  });

  it('gives up on a server that stays broken, and says so', async () => {
    const { client, clock, conversation, server } = await started();
    const failures: ChatError[] = [];
    client.on('message-failed', (_id, error) => failures.push(error));
    server.inject('break-after-storing', 1);
    client.addReaction(conversation, messageId('404'), '👍');
    await clock.advance(60 * second);
    expect(failures.map((error) => error.code)).toEqual(['not-found']);
  });

  it('keeps what was queued offline over a reload and sends it, in order, when the network is back', async () => {
    const { client, clock, conversation, amira, platform, reload, storage, texts } = await started();
    platform.setOnline(false);
    for (const text of ['first', 'second']) client.sendMessage(conversation, { text });
    await clock.advance(second);
    expect(texts()).toEqual([]);
    await client.close();

    const again = reload(amira, { storage });
    again.platform.setOnline(false);
    await again.client.start();
    await clock.advance(second);
    expect(again.rows(conversation).map((row) => [row.text, row.status])).toEqual([
      ['first', 'queued'],
      ['second', 'queued'],
    ]);
    again.platform.setOnline(true);
    await clock.advance(5 * second);
    expect(texts()).toEqual(['first', 'second']);
    await again.client.close();
  });

  it('looks on the server before sending again what a closed page had begun to send', async () => {
    const { client, clock, conversation, amira, reload, storage, texts } = await started({ latencyMs: 400 });
    client.sendMessage(conversation, { text: 'begun' });
    await clock.advance(500);
    expect(texts()).toEqual(['begun']);
    await client.close();
    const again = reload(amira, { storage });
    await again.client.start();
    again.client.openConversation(conversation);
    await clock.advance(30 * second);
    expect(texts()).toEqual(['begun']);
    expect(again.rows(conversation).map((row) => row.status)).toEqual(['sent']);
    await again.client.close();
  });

  it('merges an edit into a message that never left, and drops one that is deleted before it left', async () => {
    const { client, clock, conversation, platform, rows, texts } = await started();
    platform.setOnline(false);
    const kept = client.sendMessage(conversation, { text: 'draft' });
    const dropped = client.sendMessage(conversation, { text: 'never' });
    client.editMessage(conversation, kept, 'final');
    client.deleteMessage(conversation, dropped);
    await clock.advance(second);
    expect(rows(conversation).map((row) => row.text)).toEqual(['final']);
    platform.setOnline(true);
    await clock.advance(5 * second);
    expect(texts()).toEqual(['final']);
  });

  it('sends what an edit made of a message in the very moment it was about to leave', async () => {
    const chat = createFakeChat();
    const memory = memoryStorage();
    const page = chat.client(chat.amira, {
      storage: {
        async open(name) {
          const storage = await memory.open(name);
          const loadHistory: typeof storage.loadHistory = async (...request) => {
            await new Promise<void>((resolve) => chat.clock.after(200, resolve));
            return storage.loadHistory(...request);
          };
          return Object.assign(Object.create(storage) as typeof storage, { loadHistory });
        },
      },
    });
    await page.client.start();
    await chat.clock.advance(second);
    const sent = page.client.sendMessage(chat.conversation, { text: 'first thought' });
    await chat.clock.advance(100);
    page.client.editMessage(chat.conversation, sent, 'second thought');
    await chat.clock.advance(5 * second);
    expect(chat.server.messages(chat.conversation).map((message) => message.text)).toEqual([
      'second thought',
    ]);
    await page.client.close();
  });

  it('keeps the deletion of a message that may have arrived, whatever else is taken back', async () => {
    const { client, clock, conversation, server, rows } = await started();
    server.inject('lose-answer');
    const sent = client.sendMessage(conversation, { text: 'regretted' });
    await clock.advance(10);
    expect(client.getOutbox().items[0]?.status).toBe('checking');
    client.deleteMessage(conversation, sent);
    client.discard(sent);
    await clock.advance(5 * second);
    expect(server.messages(conversation).map((message) => message.deleted)).toEqual([true]);
    expect([client.getOutbox().count, rows(conversation).map((row) => row.deleted)]).toEqual([0, [true]]);
  });

  it('lets reactions, replies and edits wait for the message they are about', async () => {
    const { client, clock, conversation, server, rows } = await started({ latencyMs: 1_000 });
    const parent = client.sendMessage(conversation, { text: 'parent' });
    await clock.advance(100);
    client.addReaction(conversation, parent, '🎉');
    client.editMessage(conversation, parent, 'parent, edited');
    client.sendMessage(conversation, { text: 'answer', replyTo: parent });
    expect(rows(conversation).map((row) => [row.text, row.reactions.length])).toEqual([
      ['parent, edited', 1],
      ['answer', 0],
    ]);
    await clock.advance(30 * second);
    const [first, answer] = server.messages(conversation);
    expect([first?.text, first?.reactions[0]?.emoji]).toEqual(['parent, edited', '🎉']);
    expect(answer?.replyTo?.messageId).toBe(first?.id);
  });

  it('refuses at once what the backend would refuse, with a typed error, and queues nothing', async () => {
    const { client, conversation, rows } = await started();
    const file = (size: number, name = 'a.txt') => new File([new Uint8Array(size)], name);
    const cases: readonly [Parameters<typeof client.sendMessage>[1], string, string][] = [
      [{ text: '   ' }, 'invalid', 'text-empty'],
      [{ text: 'x'.repeat(5_001) }, 'invalid', 'text-too-long'],
      [{ text: 'a\u0000b' }, 'invalid', 'text-has-nul'],
      [{ text: 'half \ud83d' }, 'invalid', 'text-has-lone-surrogate'],
      [{ text: 'x', files: [file(0)] }, 'invalid', 'file-empty'],
      [{ text: 'x', files: [file(1_000_001)] }, 'too-large', 'file-too-large'],
      [{ text: 'x', files: [1, 2, 3, 4, 5, 6].map(() => file(1)) }, 'invalid', 'too-many-files'],
    ];
    for (const [draft, code, rule] of cases) {
      expect(() => client.sendMessage(conversation, draft)).toThrow(
        expect.objectContaining({
          code,
          outcome: 'not-sent',
          details: expect.objectContaining({ rule }) as unknown,
        }),
      );
    }
    expect(() => client.sendMessage(conversation, { text: '👍🏽'.repeat(2_500) })).not.toThrow();
    expect(rows(conversation)).toHaveLength(1);
  });

  it('takes up what a closed page had queued, and leaves nothing of it on disk', async () => {
    const chat = createFakeChat();
    const storage = memoryStorage();
    const page = chat.client(chat.amira, { storage });
    page.platform.setOnline(false);
    await page.client.start();
    page.client.sendMessage(chat.conversation, { text: 'mine' });
    await chat.clock.advance(second);
    await page.client.close();
    const database = await storage.open('fake amira');
    expect(await database.loadOutbox()).toHaveLength(1);
    const next = chat.client(chat.amira, { storage });
    await next.client.start();
    await chat.clock.advance(5 * second);
    expect(chat.server.messages(chat.conversation).map((message) => message.text)).toEqual(['mine']);
    expect(await database.loadOutbox()).toEqual([]);
    await next.client.close();
  });
});
