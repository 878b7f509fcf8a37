import { describe, expect, it } from 'vitest';
import { createMockServer, parseSeed } from './index';

const now = Date.UTC(2026, 4, 4, 14, 0, 0);

describe('the demo seed', () => {
  it('is the same for the same moment and ends just before it', async () => {
    const tell = async () => {
      const server = await createMockServer({ seed: 'demo', now });
      const [conversation] = await server.world.conversations.between(1, 1, 2);
      const messages = await server.world.messages.list(conversation?.id ?? 0, { order: 'oldest-first' });
      const loaded = await server.world.loadMessages(messages);
      await server.close();
      return loaded;
    };
    const messages = await tell();
    expect(await tell()).toEqual(messages);
    expect(messages.length).toBeGreaterThanOrEqual(60);
    expect(messages.at(-1)?.createdAt).toBeLessThan(now * 1000);
    expect(messages.at(-1)?.createdAt).toBeGreaterThan((now - 30 * 60_000) * 1000);
    expect(messages.map(({ createdAt }) => createdAt)).toEqual(
      messages.map(({ createdAt }) => createdAt).sort((one, other) => one - other),
    );
    expect(messages.filter(({ isEdited }) => isEdited)).toHaveLength(1);
    expect(messages.filter(({ isDeleted }) => isDeleted)).toHaveLength(1);
    expect(messages.some(({ quoted }) => quoted !== null)).toBe(true);
    expect(messages.flatMap(({ attachments }) => attachments).map(({ kind }) => kind)).toEqual([
      'image',
      'document',
    ]);
    expect(messages.slice(-2).every(({ reads }) => reads.length === 0)).toBe(true);
  });

  it('draws files of the types they claim', async () => {
    const server = await createMockServer({ seed: 'demo', now });
    const picture = await server.world.files.find('message_attachments/test_rig.png');
    const paper = await server.world.files.find('message_attachments/measurements.pdf');
    expect([picture?.mediaType, paper?.mediaType]).toEqual(['image/png', 'application/pdf']);
    await server.close();
  });
});

describe('other seeds', () => {
  it('makes one conversation of any length', async () => {
    const server = await createMockServer({ seed: { large: 250 }, now });
    expect(await server.world.messages.count(1)).toBe(250);
    await server.close();
  });

  it('reads seeds from text', () => {
    expect(parseSeed('large:12')).toEqual({ large: 12 });
    expect(parseSeed('large:many')).toBeUndefined();
  });
});
