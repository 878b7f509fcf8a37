import { describe, expect, it } from 'vitest';
import type { ChatAdapter } from './adapter/adapter';
import { ChatError } from './errors';
import { createFakeChat } from './testing/fake-chat';
import type { FakeClientOptions } from './testing/fake-chat';

const second = 1_000;
const details = { login: 'amira', password: 'right' };

function client(options: FakeClientOptions) {
  const chat = createFakeChat();
  const page = chat.client(chat.amira, { session: { type: 'password' }, ...options });
  const warnings: string[] = [];
  page.client.on('warning', (error) => warnings.push(error.code));
  return { ...chat, ...page, warnings };
}

/** Signing in that takes a second, and loading my profile that takes another. */
function slow(clock: () => { after(ms: number, work: () => void): unknown }) {
  const pause = () => new Promise<void>((resolve) => void clock().after(second, resolve));
  return (adapter: ChatAdapter): ChatAdapter => ({
    ...adapter,
    async signIn() {
      await pause();
      return { accessToken: 'token' };
    },
    async loadMe(signal) {
      await pause();
      return adapter.loadMe(signal);
    },
  });
}

describe('closing a client', () => {
  it.each([0, 500, 1_500])('ends a sign-in that is %i ms old with «aborted»', async (age) => {
    const chat = createFakeChat();
    const { client: amira } = chat.client(chat.amira, {
      session: { type: 'password' },
      adapt: slow(() => chat.clock),
    });
    await amira.start();
    const signingIn = amira.signIn(details);
    const refused = expect(signingIn).rejects.toMatchObject({ code: 'aborted' });
    await chat.clock.advance(age);
    await amira.close();
    await chat.clock.advance(10 * second);
    await refused;
    expect([amira.getState().session.name, chat.server.linkCount, chat.clock.pending]).toEqual([
      'starting',
      0,
      0,
    ]);
    await amira.start();
    expect(amira.getState().session).toEqual({ name: 'signed-out', reason: 'never' });
  });

  it('leaves a client that can sign in again', async () => {
    const chat = createFakeChat();
    const { client: amira } = chat.client(chat.amira, {
      session: { type: 'password' },
      adapt: slow(() => chat.clock),
    });
    await amira.start();
    await amira.close();
    await amira.start();
    const signingIn = amira.signIn(details);
    await chat.clock.advance(5 * second);
    await signingIn;
    expect(amira.getState().session).toEqual({ name: 'signed-in', me: 'amira' });
    await amira.close();
  });
});

describe('what fails at the start', () => {
  it('is told to who asked, and as a warning', async () => {
    const { client: amira, warnings } = client({
      storage: { open: () => Promise.reject(new ChatError('storage', 'The disk is gone.')) },
    });
    await expect(amira.start()).rejects.toMatchObject({ code: 'storage' });
    expect(warnings).toEqual(['storage']);
  });
});
