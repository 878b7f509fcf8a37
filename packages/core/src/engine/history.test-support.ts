import type { ConversationId } from '../model/ids';
import { selectTimeline } from '../store/select-timeline';
import type { FakeChat, FakeClient } from '../testing/fake-chat';

export const second = 1_000;

/** Bruno writes. */
export function post(chat: FakeChat, count: number, id: ConversationId = chat.conversation): void {
  for (let index = 0; index < count; index += 1) chat.server.post(id, chat.bruno, `message ${String(index)}`);
}

/** Ids as shown, with `…` where the view says that history may be missing. */
export function shown({ client, rows }: FakeClient, id: ConversationId): string[] {
  const view = selectTimeline(client.getState(), id);
  return rows(id).flatMap((row, index) => [
    ...(view.gapBefore(index) === null ? [] : ['…']),
    row.id ?? 'pending',
  ]);
}

export const ids = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

/** Amira's page with her conversation open, once everything is loaded. */
export async function opened(
  chat: FakeChat,
  options: Parameters<FakeChat['client']>[1] = {},
): Promise<FakeClient & { readonly close: () => void }> {
  const page = chat.client(chat.amira, options);
  await page.client.start();
  await chat.clock.advance(second);
  const close = page.client.openConversation(chat.conversation);
  await chat.clock.advance(second);
  return { ...page, close };
}

/** Scrolls up until the beginning is there, or nothing more comes. */
export async function scrollToStart({ client }: FakeClient, id: ConversationId): Promise<void> {
  for (let before = -1; ;) {
    const { length, reachedStart } = selectTimeline(client.getState(), id);
    if (reachedStart || length === before) return;
    before = length;
    await client.loadOlder(id).catch(() => undefined);
  }
}

/** The same person on the same device, without the network. */
export async function reloadedOffline(chat: FakeChat, { storage, client }: FakeClient): Promise<FakeClient> {
  await client.close();
  const page = chat.client(chat.amira, { storage });
  chat.server.setUp(false);
  page.platform.setOnline(false);
  await page.client.start();
  page.client.openConversation(chat.conversation);
  await chat.clock.advance(second);
  return page;
}
