import { describe, expect, it } from 'vitest';
import type { ChatAdapter } from '../adapter/adapter';
import type { Grant } from '../adapter/environment';
import { ChatError } from '../errors';
import { userId } from '../model/ids';
import { memoryStorage } from '../storage/memory';
import type { StorageProvider } from '../storage/storage';
import { createFakeAdapter } from '../testing/fake-adapter';
import { createFakeBrowser } from '../testing/fake-browser';
import { createFakeClock } from '../testing/fake-clock';
import type { FakeClock } from '../testing/fake-clock';
import { createFakePlatform } from '../testing/fake-platform';
import type { FakeTab } from '../testing/fake-tab';
import { createFakeServer } from '../testing/fake-server';
import { createSession } from './session';
import type { SessionOptions } from './session';

/** A backend whose refresh tokens work once, as rotating ones do. */
function setUp(
  session: SessionOptions,
  options: {
    readonly storage?: StorageProvider;
    readonly refreshFails?: ChatError;
    readonly clock?: FakeClock;
    readonly tab?: FakeTab;
    /** Refresh tokens that were spent, of all who share it. */
    readonly used?: string[];
  } = {},
) {
  const clock = options.clock ?? createFakeClock();
  const server = createFakeServer({ clock });
  const amira = server.addUser('amira').id;
  const storage = options.storage ?? memoryStorage();
  const used = options.used ?? [];
  const ended: string[] = [];
  const grant = (): Grant => {
    const issued = String(used.length + 1);
    return {
      accessToken: `access ${issued}`,
      refreshToken: `refresh ${issued}`,
      expiresAt: clock.now() + 300_000,
    };
  };
  const adapter: ChatAdapter = {
    ...createFakeAdapter(server, amira),
    signIn: ({ password }) =>
      password === 'right'
        ? Promise.resolve(grant())
        : Promise.reject(new ChatError('unauthorized', 'Wrong password.', { status: 400 })),
    async refresh({ refreshToken = '' }) {
      await Promise.resolve();
      if (options.refreshFails !== undefined) throw options.refreshFails;
      if (used.includes(refreshToken)) throw new ChatError('unauthorized', 'Blacklisted.', { status: 401 });
      used.push(refreshToken);
      return grant();
    },
  };
  const made = createSession({
    adapter: () => adapter,
    session,
    clock,
    platform: options.tab ?? createFakePlatform(clock),
    openStorage: () => storage.open('session'),
    onEnded: (reason) => ended.push(reason),
  });
  const signIn = (password = 'right') =>
    made.signIn({ login: 'amira', password }, new AbortController().signal);
  return { clock, storage, session: made, used, ended, signIn };
}

describe('a session by sign-in', () => {
  it('renews once for all who saw the token refused, and spends each refresh token once', async () => {
    const { session, signIn, used } = setUp({ type: 'password' });
    await signIn();
    const refused = await session.credentials.current();
    const tokens = await Promise.all([1, 2, 3].map(() => session.credentials.renew(refused)));
    expect(tokens).toEqual(['access 2', 'access 2', 'access 2']);
    expect(await session.credentials.renew(refused)).toBe('access 2');
    expect(used).toEqual(['refresh 1']);
  });

  it('renews before a token runs out', async () => {
    const { session, signIn, clock } = setUp({ type: 'password' });
    await signIn();
    expect(await session.credentials.current()).toBe('access 1');
    await clock.advance(280_000);
    expect(await session.credentials.current()).toBe('access 2');
  });

  it('ends when the refresh is refused, and tells it once', async () => {
    const refreshFails = new ChatError('unauthorized', 'Expired.', { status: 401 });
    const { session, signIn, ended } = setUp({ type: 'password' }, { refreshFails });
    await signIn();
    await expect(session.credentials.renew('access 1')).rejects.toMatchObject({ code: 'unauthorized' });
    await expect(session.credentials.renew('access 1')).rejects.toMatchObject({ code: 'unauthorized' });
    expect(ended).toEqual(['expired']);
  });

  it('does not end because the network failed', async () => {
    const refreshFails = new ChatError('network', 'Away.');
    const { session, signIn, ended } = setUp({ type: 'password' }, { refreshFails });
    await signIn();
    await expect(session.credentials.renew('access 1')).rejects.toMatchObject({ code: 'network' });
    expect(ended).toEqual([]);
  });

  it('is remembered over a reload until it is forgotten', async () => {
    const first = setUp({ type: 'password' });
    await first.signIn();
    await first.session.rememberAs(userId('amira'));
    const second = setUp({ type: 'password' }, { storage: first.storage });
    expect(await second.session.restore()).toEqual({ userId: 'amira' });
    expect(await second.session.credentials.current()).toBe('access 1');
    await second.session.forget();
    const third = setUp({ type: 'password' }, { storage: first.storage });
    expect(await third.session.restore()).toBeNull();
  });

  it('is not remembered where the app says so', async () => {
    const first = setUp({ type: 'password', remember: false });
    await first.signIn();
    await first.session.rememberAs(userId('amira'));
    const second = setUp({ type: 'password' }, { storage: first.storage });
    expect(await second.session.restore()).toBeNull();
  });

  it('forgets what a refresh brings after signing out', async () => {
    const { session, signIn, storage } = setUp({ type: 'password' });
    await signIn();
    await session.rememberAs(userId('amira'));
    const renewing = session.credentials.renew('access 1');
    await session.forget();
    await expect(renewing).rejects.toMatchObject({ code: 'unauthorized' });
    expect(await (await storage.open('session')).loadValue('session')).toBeUndefined();
  });

  it('passes on why signing in failed', async () => {
    const { signIn } = setUp({ type: 'password' });
    await expect(signIn('wrong')).rejects.toMatchObject({ code: 'unauthorized', status: 400 });
  });
});

describe('a session shared by several tabs', () => {
  async function tabs(count: number) {
    const clock = createFakeClock();
    const browser = createFakeBrowser(clock);
    const storage = memoryStorage();
    const used: string[] = [];
    const open = () => setUp({ type: 'password' }, { clock, storage, used, tab: browser.openTab() });
    const first = open();
    await first.signIn();
    await first.session.rememberAs(userId('amira'));
    const others = Array.from({ length: count - 1 }, open);
    for (const { session } of others) await session.restore();
    return { clock, browser, storage, used, open, all: [first, ...others] };
  }

  it('is renewed once for all of them, when they need it at once and when one is late', async () => {
    const { all, used } = await tabs(4);
    const [late, ...early] = all.map(({ session }) => session.credentials);
    const renewed = await Promise.all(early.map((credentials) => credentials.renew('access 1')));
    expect(renewed).toEqual(['access 2', 'access 2', 'access 2']);
    expect(await late?.renew('access 1')).toBe('access 2');
    expect(used).toEqual(['refresh 1']);
  });

  it('does not wait for ever for a tab that froze while it renewed', async () => {
    const { all, browser, clock } = await tabs(2);
    const [frozen, other] = all;
    const held = await browser.tabs[0]?.locks?.acquire('chat-refresh fake amira');
    browser.tabs[0]?.stall();
    const renewing = other?.session.credentials.renew('access 1');
    await clock.advance(11_000);
    expect(await renewing).toBe('access 2');
    browser.tabs[0]?.thaw();
    await clock.advance(0);
    held?.release();
    expect(await frozen?.session.credentials.renew('access 1')).toBe('access 2');
  });

  it('is not mixed up with that of somebody who signed in later in another tab', async () => {
    const { all, open, storage } = await tabs(2);
    const [first] = all;
    const later = open();
    await later.signIn();
    await later.session.rememberAs(userId('bruno'));
    expect(await first?.session.credentials.renew('access 1')).toBe('access 2');
    await first?.session.forget();
    const kept = await (await storage.open('session')).loadValue('session');
    expect(kept).toMatchObject({ userId: 'bruno' });
  });
});

describe('a session by token', () => {
  it('asks the provider again when a token is refused, and ends when it has no other', async () => {
    const tokens = ['one', 'two', 'two'];
    const { session, ended } = setUp({
      type: 'token',
      token: () => tokens.shift() ?? 'two',
      userId: 'amira',
    });
    expect(await session.restore()).toEqual({ userId: 'amira' });
    expect(await session.credentials.current()).toBe('one');
    expect(await session.credentials.renew('one')).toBe('two');
    await expect(session.credentials.renew('two')).rejects.toMatchObject({ code: 'unauthorized' });
    expect(ended).toEqual(['expired']);
  });

  it('ends at once when a fixed token is refused', async () => {
    const { session, ended } = setUp({ type: 'token', token: 'fixed' });
    await expect(session.credentials.renew('fixed')).rejects.toMatchObject({ code: 'unauthorized' });
    expect(ended).toEqual(['expired']);
  });
});

describe('a cookie session', () => {
  it('sends no token', async () => {
    const { session } = setUp({ type: 'cookie' });
    expect(await session.restore()).toEqual({ userId: null });
    expect(await session.credentials.current()).toBeNull();
  });

  it('has nothing to renew: it ends when the server refuses it, once', async () => {
    const { session, ended } = setUp({ type: 'cookie', userId: 'amira' });
    expect(await session.restore()).toEqual({ userId: 'amira' });
    for (let attempt = 0; attempt < 2; attempt += 1)
      await expect(session.credentials.renew(null)).rejects.toMatchObject({ code: 'unauthorized' });
    expect(ended).toEqual(['expired']);
  });
});
