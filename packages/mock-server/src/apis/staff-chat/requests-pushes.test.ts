import { createECDH } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBackend } from '../../backend';
import { type DevicePush, type MockServerOptions, createMockServer } from '../../index';
import { libsqlEngine } from '../../store/libsql-engine';
import { type PushService, startPushService } from '../../testing/push-service';
import { describeDocumented } from '../../testing/surface';
import { type Stage, openStage, profiles, textFile } from './staff-chat.test-support';

const tokenPath = '/api/staff/save-fcm-token/';
const mePath = '/api/staff/hotel/grand-demo/me/';

describe.each(profiles)('pushes of staff chat, %s', (profile) => {
  let stage: Stage;
  let pushes: DevicePush[];
  const start = async (options: Omit<MockServerOptions, 'api' | 'profile'> = {}) => {
    pushes = [];
    stage = await openStage(profile, { onPush: (push) => pushes.push(push), ...options });
  };
  afterEach(() => stage.server.close());

  const register = (as: string, fcm_token: unknown) => stage.ask(as, 'POST', tokenPath, { fcm_token });
  const hasDevice = async (as: string) =>
    ((await stage.ask(as, 'GET', mePath)).body as { has_fcm_token: boolean }).has_fcm_token;
  const told = () =>
    pushes.splice(0).map(({ token, title, body, data }) => ({ token, type: data['type'], title, body }));

  /** What every push says of where it comes from; all of it text. */
  const origin = (room: number, more: object = {}) => ({
    conversation_id: String(room),
    sender_id: String(stage.idOf('amira')),
    sender_name: 'Amira Haddad',
    is_group: 'False',
    hotel_slug: 'grand-demo',
    click_action: `/staff-chat/grand-demo/conversation/${room}`,
    url: `${stage.server.url}/staff-chat/grand-demo/conversation/${room}`,
    ...more,
  });

  describeDocumented('POST /api/staff/save-fcm-token/', () => {
    it('success: keeps one device for each, the last one', async () => {
      await start();
      const answer = await register('bruno', 'old device');
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        message: 'FCM token saved successfully',
        staff_id: stage.idOf('bruno'),
        has_fcm_token: true,
      });
      expect([await hasDevice('bruno'), await hasDevice('amira')]).toEqual([true, false]);
      await register('bruno', 'new device');
      await stage.send('amira', 'hello');
      expect(pushes.map(({ token }) => token)).toEqual(['new device']);
    });

    it('400 no device token', async () => {
      await start();
      for (const body of [{}, { fcm_token: '' }, { fcm_token: null }]) {
        expect(await stage.ask('bruno', 'POST', tokenPath, body)).toMatchObject({
          status: 400,
          body: { error: 'FCM token is required' },
        });
      }
      // An object is a Web Push subscription, and a whole one.
      const endpoint = 'https://push.example/1';
      const p256dh = createECDH('prime256v1').generateKeys('base64url');
      const auth = 'AAAAAAAAAAAAAAAAAAAAAA';
      for (const subscription of [
        {},
        { endpoint },
        { endpoint, keys: { p256dh, auth: 'short' } },
        { endpoint: 'http://push.example/1', keys: { p256dh, auth } },
        { endpoint: 'file:///etc/passwd', keys: { p256dh, auth } },
      ]) {
        expect(await register('bruno', JSON.stringify(subscription))).toMatchObject({
          status: 400,
          body: { error: 'This is no Web Push subscription' },
        });
      }
      expect(await hasDevice('bruno')).toBe(false);
      expect((await register('bruno', JSON.stringify({ endpoint, keys: { p256dh, auth } }))).status).toBe(
        200,
      );
    });

    it('301 without the trailing slash', async () => {
      await start();
      const answer = await stage.ask('bruno', 'POST', tokenPath.slice(0, -1), { fcm_token: 'x' });
      expect(answer.status).toBe(301);
      expect(answer.headers.get('location')).toBe(tokenPath);
    });

    it('401 no token', async () => {
      await start();
      const answer = await stage.ask('bruno', 'POST', tokenPath, {}, { authorization: '' });
      expect(answer).toMatchObject({
        status: 401,
        body: { detail: 'Authentication credentials were not provided.' },
      });
    });

    it('401 invalid token', async () => {
      await start();
      const answer = await stage.ask('bruno', 'POST', tokenPath, {}, { authorization: 'Token x' });
      expect(answer).toMatchObject({ status: 401, body: { detail: 'Invalid token.' } });
    });

    it('405 another method', async () => {
      await start();
      expect(await stage.ask('bruno', 'GET', tokenPath)).toMatchObject({
        status: 405,
        body: { detail: 'Method "GET" not allowed.' },
      });
    });
  });

  describeDocumented('push staff_chat_message', () => {
    it('success: says who wrote what, and where', async () => {
      await start();
      await register('bruno', 'device-bruno');
      const { id } = await stage.send('amira', 'x'.repeat(101));
      expect(pushes).toEqual([
        {
          token: 'device-bruno',
          title: '💬 Amira Haddad',
          body: 'x'.repeat(100),
          data: origin(stage.room, {
            type: 'staff_chat_message',
            ...(profile === 'deployed' ? { message_id: String(id) } : {}),
          }),
        },
      ]);
    });

    it('success: names the group', async () => {
      await start();
      const ids = ['bruno', 'chiara'].map((name) => stage.idOf(name));
      const group = { participant_ids: ids, title: 'Morning shift' };
      const { body } = await stage.ask('amira', 'POST', 'conversations/', group);
      const { id } = body as { id: number };
      // The documented revision calls nothing a group before it was changed for the first time.
      if (profile === 'documented')
        await stage.ask('amira', 'PATCH', `conversations/${id}/`, { title: 'Morning shift' });
      for (const name of ['bruno', 'chiara']) await register(name, `device-${name}`);
      await stage.send('amira', 'Good morning', id);
      expect(pushes.map(({ token, title, data }) => [token, title, data['is_group']])).toEqual([
        ['device-bruno', '💬 Amira Haddad in Morning shift', 'True'],
        ['device-chiara', '💬 Amira Haddad in Morning shift', 'True'],
      ]);
    });

    it('success: reaches everybody else with a device, whether they look or not, and nobody besides', async () => {
      await start();
      for (const name of ['amira', 'bruno', 'chiara', 'eve']) await register(name, `device-${name}`);
      await stage.listed('bruno');
      await stage.send('amira', 'hello');
      expect(told()).toEqual([
        { token: 'device-bruno', type: 'staff_chat_message', title: '💬 Amira Haddad', body: 'hello' },
      ]);
      const { id } = await stage.send('chiara', 'no device', await stage.open('chiara', 'dmitri'));
      expect(told()).toEqual([]);
      // Edits, deletions, reactions and reading say nothing.
      await stage.ask('chiara', 'PATCH', `messages/${id}/edit/`, { message: 'edited' });
      await stage.ask('dmitri', 'POST', `messages/${id}/react/`, { emoji: '👍' });
      await stage.ask('chiara', 'DELETE', `messages/${id}/delete/`);
      expect(told()).toEqual([]);
    });

    it('success: tells of what was forwarded', async () => {
      await start();
      const { id } = await stage.send('amira', 'spread this');
      await register('chiara', 'device-chiara');
      const body = { new_participant_ids: [stage.idOf('chiara')] };
      await stage.ask('amira', 'POST', `messages/${id}/forward/`, body);
      expect(pushes).toMatchObject([{ token: 'device-chiara', body: 'spread this' }]);
      expect(pushes[0]?.data['message_id']).toBe(profile === 'deployed' ? 'unknown' : undefined);
    });
  });

  describeDocumented('push staff_chat_mention', () => {
    it('success: takes the place of the other for whoever is mentioned', async () => {
      await start();
      await register('bruno', 'device-bruno');
      await stage.send('amira', '@Bruno, please');
      expect(told()).toMatchObject([{ type: 'staff_chat_mention', body: '@Bruno, please' }]);
      await stage.send('amira', '@Chiara, please');
      expect(told()).toMatchObject([{ type: 'staff_chat_message' }]);
    });
  });

  describeDocumented('push staff_chat_file', () => {
    it('success: counts the files, by the most telling of them', async () => {
      await start();
      await register('bruno', 'device-bruno');
      const picture = new File(['GIF89a'], 'view.gif', { type: 'image/gif' });
      const paper = new File(['%PDF'], 'plan.pdf', { type: 'application/pdf' });
      await stage.upload('amira', [paper, picture], { message: 'Look' });
      await stage.upload('amira', [textFile('list.txt'), paper]);
      await stage.upload('amira', [textFile('list.txt')]);
      expect(pushes.map(({ title, body }) => [title, body])).toEqual([
        ['📷 Amira Haddad', 'Sent 2 image(s)'],
        ['📄 Amira Haddad', 'Sent 2 document(s)'],
        ['📎 Amira Haddad', 'Sent 1 file(s)'],
      ]);
      expect(pushes[0]?.data).toEqual(
        origin(stage.room, { type: 'staff_chat_file', file_count: '2', has_attachments: 'true' }),
      );
    });

    it('success: tells of files that join a message', async () => {
      await start();
      await register('bruno', 'device-bruno');
      const { id } = await stage.send('amira', 'The plan');
      await stage.upload('amira', [textFile('list.txt')], { message_id: String(id) });
      expect(told()).toMatchObject([
        { type: 'staff_chat_message' },
        { type: 'staff_chat_file', title: '📎 Amira Haddad', body: 'Sent 1 file(s)' },
      ]);
    });
  });
});

describe('Web Push', () => {
  let stage: Stage;
  let service: PushService;
  let errors: unknown[];
  const start = async (options: Omit<MockServerOptions, 'api' | 'profile'> = {}) => {
    errors = [];
    service = await startPushService();
    stage = await openStage('documented', { onError: (error) => errors.push(error), ...options });
  };
  afterEach(async () => {
    await stage.server.close();
    await service.close();
  });

  const subscribe = async (as: string): Promise<void> => {
    const fcm_token = JSON.stringify(service.subscribe());
    expect((await stage.ask(as, 'POST', tokenPath, { fcm_token })).status).toBe(200);
  };
  const hasDevice = async (as: string) =>
    ((await stage.ask(as, 'GET', mePath)).body as { has_fcm_token: boolean }).has_fcm_token;
  const publicKey = async () => {
    const response = await fetch(`${stage.server.url}/api/staff/web-push-key/`);
    return ((await response.json()) as { public_key: string }).public_key;
  };

  it('brings an encrypted, signed message to the push service of a browser', async () => {
    await start();
    await subscribe('bruno');
    await stage.send('amira', 'Zimmer 12 ist fertig 🛏');
    await service.untilReceived(1);
    const [{ payload, headers, vapid }] = service.received as [PushService['received'][0]];
    expect(payload).toMatchObject({
      notification: { title: '💬 Amira Haddad', body: 'Zimmer 12 ist fertig 🛏' },
      data: { type: 'staff_chat_message', conversation_id: String(stage.room) },
    });
    expect(headers).toMatchObject({
      'content-encoding': 'aes128gcm',
      ttl: expect.stringMatching(/^\d+$/) as string,
    });
    expect(vapid).toMatchObject({
      key: await publicKey(),
      aud: service.origin,
      sub: 'mailto:demo@chat.example',
    });
    const day = 24 * 60 * 60;
    expect(vapid.exp - Date.now() / 1000).toBeLessThanOrEqual(day);
    expect(vapid.exp - Date.now() / 1000).toBeGreaterThan(0);
    expect(errors).toEqual([]);
  });

  it('keeps the order of what goes to one browser', async () => {
    await start();
    await subscribe('bruno');
    const words = Array.from({ length: 5 }, (_, index) => `number ${index}`);
    for (const text of words) await stage.send('amira', text);
    await service.untilReceived(words.length);
    expect(service.received.map(({ payload }) => payload)).toMatchObject(
      words.map((body) => ({ notification: { body } })),
    );
  });

  it.each([404, 410])('takes back a subscription that the service answers with %i', async (status) => {
    await start();
    await subscribe('bruno');
    service.refusal = status;
    await stage.send('amira', 'into the void');
    await vi.waitFor(async () => expect(await hasDevice('bruno')).toBe(false));
    service.refusal = undefined;
    await stage.send('amira', 'to nobody');
    await subscribe('bruno');
    await stage.send('amira', 'here again');
    await service.untilReceived(1);
    expect(service.received).toMatchObject([{ payload: { notification: { body: 'here again' } } }]);
    expect(errors).toEqual([]);
  });

  it('keeps a newer subscription when an older one is found to be gone', async () => {
    await start();
    await subscribe('bruno');
    service.refusal = 410;
    await stage.send('amira', 'into the void');
    await service.untilAsked(1);
    await subscribe('bruno');
    service.refusal = undefined;
    await stage.send('amira', 'to the new one');
    await service.untilReceived(1);
    expect(await hasDevice('bruno')).toBe(true);
  });

  it('says so when a push service fails, keeps the subscription, and holds up no message', async () => {
    await start();
    await subscribe('bruno');
    service.refusal = 503;
    expect((await stage.send('amira', 'all the same')).id).toBeGreaterThan(0);
    await vi.waitFor(() => expect(errors).toHaveLength(1));
    expect(String(errors[0])).toContain('answered 503');
    expect(await hasDevice('bruno')).toBe(true);
    await service.close();
    await stage.send('amira', 'and without a service');
    await vi.waitFor(() => expect(errors).toHaveLength(2));
  });

  it('sends nothing to a mobile device, which only its own service could reach', async () => {
    await start();
    await stage.ask('bruno', 'POST', tokenPath, { fcm_token: 'device' });
    await subscribe('chiara');
    await stage.send('amira', 'hello');
    await stage.send('amira', 'hello', await stage.open('amira', 'chiara'));
    await service.untilReceived(1);
    expect(errors).toEqual([]);
  });

  it('has no key where its host can push to no browser, and tells of pushes all the same', async () => {
    await start();
    const told: DevicePush[] = [];
    const options = {
      api: 'staff-chat',
      seed: 'demo',
      onPush: (push: DevicePush) => told.push(push),
    } as const;
    const backend = await createBackend(libsqlEngine(':memory:'), options);
    const key = await backend.handle(new Request('http://chat.test/api/staff/web-push-key/'));
    expect(key).toMatchObject({ status: 404 });
    const bruno = (await backend.world.staff.all()).find(({ person }) => person.username === 'bruno');
    await backend.world.staff.setPushToken(bruno?.id ?? 0, JSON.stringify(service.subscribe()));
    await backend.as('amira').send({ with: 'bruno' }, 'hello');
    await backend.close();
    expect(told).toMatchObject([{ body: 'hello' }]);
    expect(service.received).toEqual([]);
  });

  it('signs with the keys it was given', async () => {
    const keys = createECDH('prime256v1');
    keys.generateKeys();
    const given = {
      publicKey: keys.getPublicKey('base64url'),
      privateKey: keys.getPrivateKey('base64url'),
    };
    await start({ webPush: { keys: given, subject: 'https://hotel.example/contact' } });
    expect(await publicKey()).toBe(given.publicKey);
    await subscribe('bruno');
    await stage.send('amira', 'signed');
    await service.untilReceived(1);
    expect(service.received[0]?.vapid).toMatchObject({
      key: given.publicKey,
      sub: 'https://hotel.example/contact',
    });
  });

  it('keeps its own keys, and the subscriptions made with them, over a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'web-push-'));
    const data = join(folder, 'chat.db');
    await start({ data });
    const before = await publicKey();
    await subscribe('bruno');
    await stage.server.close();
    const server = await createMockServer({ api: 'staff-chat', profile: 'documented', data });
    stage = { ...stage, server };
    expect(await publicKey()).toBe(before);
    await server.as('amira').send({ with: 'bruno' }, 'after the restart');
    await service.untilReceived(1);
    expect(service.received[0]?.vapid.key).toBe(before);
    await server.close();
    rmSync(folder, { recursive: true });
  });
});
