import { describe, expect, it, vi } from 'vitest';
import { ChatError } from '../../errors';
import { createFakeEnvironment } from '../../testing/fake-environment';
import { replay, type RecordedResponse } from '../../testing/replay';
import { json } from '../../testing/recorded-answers.test-support';
import { staffChat } from './index';
import type { PushSetup } from './push';
import { baseUrl, profile } from './staff-chat.test-support';

const { signal } = new AbortController();
const saved = json({ message: 'FCM token saved successfully', staff_id: 1, has_fcm_token: true });
const grant = { accessToken: 'token' };
const subscription = {
  endpoint: 'https://push.example/1',
  expirationTime: null,
  keys: { p256dh: 'key', auth: 'secret' },
};

function start(push: PushSetup, responses: readonly RecordedResponse[] = [json(profile()), saved]) {
  const server = replay(responses);
  const environment = createFakeEnvironment({ fetch: server.fetch });
  const adapter = staffChat({ baseUrl, hotel: 'grand-demo', push })(environment);
  /** What was handed over: so many, or whatever there is once all under way has settled. */
  const handedOver = async (count = 0) => {
    const found = () => server.requests.filter((request) => request?.path.endsWith('save-fcm-token/'));
    await environment.clock.advance(0);
    await vi.waitFor(() => expect(found().length).toBeGreaterThanOrEqual(count));
    return found().map(({ body }) => body);
  };
  return { adapter, environment, server, handedOver };
}

describe('staff-chat, push', () => {
  it('hands a mobile device over as soon as it knows who signed in', async () => {
    const { adapter, handedOver, server } = start({ getToken: () => Promise.resolve('device') });
    await adapter.loadMe(signal);
    expect(await handedOver(1)).toEqual([{ fcm_token: 'device' }]);
    expect(server.requests[1]).toMatchObject({ method: 'POST', path: '/api/staff/save-fcm-token/' });
    expect(server.tokens).toEqual(['Token token', 'Token token']);
  });

  it.each([
    ['as JSON', subscription],
    ['as the browser gives it', { endpoint: subscription.endpoint, toJSON: () => subscription }],
  ])('hands a browser’s subscription over, %s', async (_, given) => {
    const { adapter, handedOver } = start({ subscribe: () => Promise.resolve(given) });
    await adapter.loadMe(signal);
    const [told] = (await handedOver(1)) as [{ fcm_token: string }];
    expect(JSON.parse(told.fcm_token)).toEqual(subscription);
  });

  it.each([
    ['no token', { getToken: () => Promise.resolve(null) }],
    ['an empty token', { getToken: () => Promise.resolve('') }],
    ['no subscription', { subscribe: () => Promise.resolve(null) }],
  ])('hands nothing over where there is %s', async (_, push) => {
    const { adapter, environment, handedOver } = start(push);
    await adapter.loadMe(signal);
    expect(await handedOver()).toEqual([]);
    expect(environment.reports).toEqual([]);
  });

  it('waits for a permission without holding up anything', async () => {
    let permit: (token: string) => void = () => undefined;
    const { adapter, handedOver } = start({
      getToken: () =>
        new Promise((resolve) => {
          permit = resolve;
        }),
    });
    expect(await adapter.loadMe(signal)).toMatchObject({ id: '1' });
    expect(await handedOver()).toEqual([]);
    permit('device');
    expect(await handedOver(1)).toEqual([{ fcm_token: 'device' }]);
  });

  it('asks once for each person, and anew for the next', async () => {
    const tokens = ['of alice', 'of bob'];
    const responses = [json(profile(1)), saved, json(profile(1)), json(profile(2)), saved];
    const { adapter, handedOver } = start(
      { getToken: () => Promise.resolve(tokens.shift() ?? null) },
      responses,
    );
    await adapter.loadMe(signal);
    await handedOver(1);
    await adapter.loadMe(signal);
    await handedOver(1);
    await adapter.loadMe(signal);
    expect(await handedOver(2)).toEqual([{ fcm_token: 'of alice' }, { fcm_token: 'of bob' }]);
  });

  it('ends it at sign-out, and hands over nothing that was still asked for', async () => {
    let permit: (token: string) => void = () => undefined;
    let released = 0;
    const { adapter, handedOver } = start({
      getToken: () =>
        new Promise((resolve) => {
          permit = resolve;
        }),
      release: () => Promise.resolve((released += 1)),
    });
    await adapter.loadMe(signal);
    await adapter.signOut?.(grant, signal);
    expect(released).toBe(1);
    permit('device');
    expect(await handedOver()).toEqual([]);
  });

  it('says so when it cannot be ended', async () => {
    const { adapter } = start({
      getToken: () => Promise.resolve('device'),
      release: () => Promise.reject(new ChatError('network', 'The push service does not answer.')),
    });
    await expect(adapter.signOut?.(grant, signal)).rejects.toMatchObject({ code: 'network' });
  });

  it.each([
    ['is not permitted', { getToken: () => Promise.reject(new Error('no permission')) }, 'no permission'],
    [
      'is no subscription',
      { subscribe: () => Promise.resolve({}) },
      'A push subscription needs an endpoint.',
    ],
  ])(
    'only reports a device that %s, asks again next time, and the chat goes on',
    async (_, push, message) => {
      const { adapter, environment, handedOver } = start(push, [json(profile()), json(profile())]);
      await adapter.loadMe(signal);
      await handedOver();
      expect(environment.reports).toMatchObject([{ message }]);
      expect(await adapter.loadMe(signal)).toMatchObject({ id: '1' });
      await handedOver();
      expect(environment.reports).toHaveLength(2);
    },
  );

  it('only reports a server that does not take the device', async () => {
    const refusal = json({ error: 'FCM token is required' }, 400);
    const { adapter, environment } = start({ getToken: () => Promise.resolve('x') }, [
      json(profile()),
      refusal,
    ]);
    await adapter.loadMe(signal);
    await vi.waitFor(() => expect(environment.reports).toMatchObject([{ code: 'invalid', status: 400 }]));
  });
});
