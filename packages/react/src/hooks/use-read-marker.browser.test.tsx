import { conversationId } from '@chat/core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFakeClient, fixtureConversation, fixtureState } from '../testing/fake-client';
import { mount } from '../testing/mount';
import { useReadMarker } from './use-read-marker';

const id = conversationId('one');
const page = { focused: true, visible: true };

beforeEach(() => {
  Object.assign(page, { focused: true, visible: true });
  vi.spyOn(document, 'hasFocus').mockImplementation(() => page.focused);
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() =>
    page.visible ? 'visible' : 'hidden',
  );
});

afterEach(() => {
  vi.restoreAllMocks();
});

function End({ shown }: { readonly shown: boolean }) {
  useReadMarker(id, shown);
  return null;
}

async function openEnd(shown = true) {
  const client = createFakeClient(
    fixtureState({ conversations: [fixtureConversation('one', { unreadCount: 2 })] }),
  );
  await mount(client, <End shown={shown} />);
  return { read: () => client.calls.filter(({ name }) => name === 'markRead').length };
}

it.each([
  ['has not the focus', { focused: false, visible: true }, () => window.dispatchEvent(new Event('focus'))],
  [
    'is hidden',
    { focused: true, visible: false },
    () => document.dispatchEvent(new Event('visibilitychange')),
  ],
])('reads nothing while the page %s, and what is there once it is looked at', async (_name, away, back) => {
  Object.assign(page, away);
  const { read } = await openEnd();
  expect(read()).toBe(0);
  Object.assign(page, { focused: true, visible: true });
  back();
  await vi.waitFor(() => expect(read()).toBeGreaterThan(0));
});

it('reads nothing while the end is not on screen', async () => {
  const { read } = await openEnd(false);
  window.dispatchEvent(new Event('focus'));
  await new Promise(requestAnimationFrame);
  expect(read()).toBe(0);
});
