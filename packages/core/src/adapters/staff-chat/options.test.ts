import { describe, expect, it } from 'vitest';
import { createFakeEnvironment } from '../../testing/fake-environment';
import { replay } from '../../testing/replay';
import { json, missingRoutePage } from '../../testing/recorded-answers.test-support';
import { createFakePusher } from '../../transport/pusher.test-support';
import { staffChat } from './index';
import { readOptions } from './options';
import { baseUrl, oldProfile, profile } from './staff-chat.test-support';

const emptyPage = json({ count: 0, next: null, previous: null, results: [] });
const { signal } = new AbortController();

describe('staff-chat, options', () => {
  it.each([
    [{ baseUrl: 'hotel.example.com', hotel: 'a' }],
    [{ baseUrl: 'ftp://hotel.example.com', hotel: 'a' }],
    [{ baseUrl, hotel: '' }],
    [{ baseUrl, hotel: '../admin' }],
    [{ baseUrl, hotel: 'a', pusher: { Pusher: createFakePusher().Pusher, key: '' } }],
  ])('refuses what cannot be (%#)', (options) => {
    expect(() => staffChat(options)).toThrowError(expect.objectContaining({ code: 'invalid' }));
  });

  it('fills templates with the hotel and lets a deployment have its own', () => {
    const own = readOptions({
      baseUrl: 'https://a.example/x/',
      hotel: 'sea-view',
      basePath: 'chat/{hotel}/',
      channels: { conversation: 'hotel-{hotel}.staff-chat.{conversation}' },
    });
    expect(own.baseUrl).toBe('https://a.example/x');
    expect(own.basePaths).toEqual([{ path: '/chat/sea-view', dialect: null }]);
    expect(own.channels.conversation.deployed).toBe('hotel-sea-view.staff-chat.{conversation}');
  });

  it.each([
    ['deployed', 0, '/api/staff/hotel/grand-demo/staff_chat/conversations/'],
    ['documented', 1, '/api/staff-chat/grand-demo/conversations/'],
    ['documented', 2, '/api/staff_chat/grand-demo/conversations/'],
  ] as const)('finds the base path of a %s server and keeps to it (%#)', async (dialect, misses, path) => {
    const me = dialect === 'deployed' ? profile() : oldProfile();
    const counts = dialect === 'deployed' ? [json({ breakdown: [] })] : [];
    const server = replay([
      json(me),
      ...Array.from({ length: misses }, () => missingRoutePage),
      emptyPage,
      ...counts,
      emptyPage,
      ...counts,
    ]);
    const adapter = staffChat({ baseUrl, hotel: 'grand-demo' })(
      createFakeEnvironment({ fetch: server.fetch }),
    );
    await adapter.loadConversations(null, signal);
    await adapter.loadConversations(null, signal);
    const asked = server.requests
      .map((request) => request.path)
      .filter((one) => one.endsWith('/conversations/'));
    expect(asked.slice(misses)).toEqual([path, path]);
    expect(adapter.capabilities.reactions.perUser).toBe(dialect === 'documented' ? 'many' : 'one');
  });

  it('says that nothing answers at any base path', async () => {
    const server = replay([json(profile()), missingRoutePage, missingRoutePage, missingRoutePage]);
    const adapter = staffChat({ baseUrl, hotel: 'grand-demo' })(
      createFakeEnvironment({ fetch: server.fetch }),
    );
    await expect(adapter.loadConversations(null, signal)).rejects.toMatchObject({
      code: 'not-found',
      status: 404,
    });
  });

  it('is polled without pusher-js', () => {
    const adapter = staffChat({ baseUrl, hotel: 'grand-demo' })(createFakeEnvironment());
    expect(adapter.connect).toBeUndefined();
    expect(adapter.capabilities).toMatchObject({ sockets: 'none', live: { direct: { messages: 'never' } } });
  });

  it('offers what the login may do, and names the role as the reason for the rest', async () => {
    const me = profile(1, { allowed_capabilities: ['staff_chat.message.send'] });
    const server = replay([json(me)]);
    const adapter = staffChat({ baseUrl, hotel: 'grand-demo' })(
      createFakeEnvironment({ fetch: server.fetch }),
    );
    await adapter.loadMe(signal);
    const { actions, commands, attachments } = adapter.capabilities;
    expect(commands['send-message']).toEqual({ supported: true });
    for (const support of [actions['create-direct'], commands.react, attachments])
      expect(support).toEqual({ supported: false, reason: 'role' });
  });
});

describe('staff-chat, signing in', () => {
  it('refuses a login of another hotel', async () => {
    const server = replay([
      json({ token: 't', staff_id: 1, hotel_slug: 'sea-view', allowed_capabilities: [] }),
    ]);
    const adapter = staffChat({ baseUrl, hotel: 'grand-demo' })(
      createFakeEnvironment({ fetch: server.fetch }),
    );
    await expect(adapter.signIn?.({ login: 'frank', password: 'x' }, signal)).rejects.toMatchObject({
      code: 'forbidden',
      details: { rule: 'other-hotel' },
    });
  });
});
