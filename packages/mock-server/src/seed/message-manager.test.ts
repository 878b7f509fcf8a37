import { describe, expect, it } from 'vitest';
import { createMockServer } from '../index';

const now = Date.UTC(2026, 4, 4, 14, 0, 0);

describe('the guests of the demo', () => {
  const tell = async (seed: 'demo' | { large: number }) => {
    const server = await createMockServer({ api: 'message-manager', seed, now });
    const { conversations, messages } = server.world.guests;
    const hotel = await server.world.organisations.named('Grand Demo');
    const relayed = await conversations.relayed(hotel?.id ?? 0);
    const talk = await Promise.all(relayed.map(({ id }) => messages.of(id)));
    const { accounts } = server;
    await server.close();
    return { relayed, talk, accounts };
  };

  it('are the same for the same moment, fill two pages, and wrote just before it', async () => {
    const first = await tell('demo');
    expect(await tell('demo')).toEqual(first);
    expect(first.relayed.length).toBeGreaterThan(10);
    const times = first.talk.flat().map(({ createdAt }) => createdAt);
    expect(Math.max(...times)).toBeLessThan(now * 1000);
    expect(Math.max(...times)).toBeGreaterThan((now - 5 * 60_000) * 1000);
    expect(new Set(first.talk.flat().map(({ senderType }) => senderType))).toEqual(
      new Set(['guest', 'staff', 'system']),
    );
    expect(first.accounts[0]).toEqual({ username: 'amira', password: 'demo', name: 'Amira Haddad' });
    expect(first.accounts.map(({ name }) => name)).toContain('marco');
  });

  it('talk as long as they are told to', async () => {
    const { talk } = await tell({ large: 300 });
    expect(talk.map(({ length }) => length)).toEqual([300]);
  });
});
