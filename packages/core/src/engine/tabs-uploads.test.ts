import { describe, expect, it } from 'vitest';
import type { ChatAdapter } from '../adapter/adapter';
import type { AdapterEnvironment } from '../adapter/environment';
import type { ExecuteContext } from '../adapter/command';
import { ChatError } from '../errors';
import { openBrowser, second } from './tabs.test-support';
import type { AmirasBrowser } from './tabs.test-support';

const photo = (): File => new File([new Uint8Array(1_000)], 'photo.png', { type: 'image/png' });

/** Uploads in ten steps of a hundred milliseconds, each a request of its own, and then sends. */
function slowUploads({ server }: AmirasBrowser, onAsked: (step: number) => void) {
  return (adapter: ChatAdapter, { credentials, clock }: AdapterEnvironment): ChatAdapter => ({
    ...adapter,
    async execute(command, context: ExecuteContext) {
      for (let step = 1; step <= 10; step += 1) {
        const token = credentials.current();
        onAsked(step);
        await token;
        if (context.signal.aborted) throw new ChatError('aborted', 'Given up.', { outcome: 'not-sent' });
        server.internals.request('upload', () => undefined).catch(() => undefined);
        await new Promise<void>((resolve) => clock.after(100, resolve));
        context.onProgress(step / 10);
      }
      await credentials.current();
      if (context.signal.aborted) throw new ChatError('aborted', 'Given up.', { outcome: 'not-sent' });
      return adapter.execute(command, context);
    },
  });
}

async function twoTabs(onAsked: (step: number) => void = () => undefined) {
  const amira = openBrowser();
  const adapt = slowUploads(amira, (step) => onAsked(step));
  const one = await amira.open('one', { adapt });
  const two = await amira.open('two', { adapt });
  await amira.clock.advance(2 * second);
  const progress = () => [one, two].map(({ client }) => client.getOutbox().items[0]?.progress);
  return { ...amira, one, two, progress };
}

describe('an upload', () => {
  it('is seen in all tabs, with its file, wherever it was given', async () => {
    const { two, one, clock, conversation, progress, sentTexts, server } = await twoTabs();
    two.client.sendMessage(conversation, { text: 'look', files: [photo()] });
    await clock.advance(450);
    expect(progress()).toEqual([0.4, 0.4]);
    for (const tab of [one, two]) {
      const [row] = tab.rows(conversation);
      expect([row?.attachments[0]?.name, row?.attachments[0]?.blob?.size]).toEqual(['photo.png', 1_000]);
    }
    await clock.advance(2 * second);
    expect(sentTexts()).toEqual(['look']);
    expect(server.messages(conversation)[0]?.attachments.map(({ name }) => name)).toEqual(['photo.png']);
  });

  it('is stopped from any of them', async () => {
    const { two, one, clock, conversation, sentTexts, server } = await twoTabs();
    const localId = one.client.sendMessage(conversation, { text: 'look', files: [photo()] });
    await clock.advance(450);
    two.client.discard(localId);
    await clock.advance(5 * second);
    expect([sentTexts(), one.texts(), two.texts()]).toEqual([[], [], []]);
    expect(server.log.filter((name) => name === 'upload').length).toBeLessThan(7);
  });

  it('goes on in the next leader, from the disk, and not in the one that wakes up', async () => {
    const { two, one, clock, conversation, sentTexts, server } = await twoTabs();
    one.client.sendMessage(conversation, { text: 'look', files: [photo()] });
    await clock.advance(450);
    one.tab.stall();
    await clock.advance(10 * second);
    expect([sentTexts(), two.statuses()]).toEqual([['look'], [['look', 'sent']]]);
    const before = server.log.length;
    one.tab.thaw();
    await clock.advance(5 * second);
    expect(sentTexts()).toEqual(['look']);
    expect(server.log.slice(before).filter((name) => name === 'upload')).toEqual([]);
  });

  it('does not go on by a word of the browser from before the sleep', async () => {
    let freeze: (step: number) => void = () => undefined;
    const { one, clock, conversation, server } = await twoTabs((step) => freeze(step));
    freeze = (step) => {
      if (step === 3) one.tab.stall();
    };
    one.client.sendMessage(conversation, { text: 'look', files: [photo()] });
    await clock.advance(300);
    freeze = () => undefined;
    await clock.advance(10 * second);
    const before = server.log.length;
    one.tab.thaw();
    await clock.advance(5 * second);
    expect(server.log.slice(before).filter((name) => name === 'upload')).toEqual([]);
  });
});
