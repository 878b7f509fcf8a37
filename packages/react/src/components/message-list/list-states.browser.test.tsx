import { conversationId, userId, type Conversation } from '@chat/core';
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeClient, fixtureConversation, fixtureState } from '../../testing/fake-client';
import { mount } from '../../testing/mount';
import { MessageList } from './message-list';

const idle = { name: 'idle' } as const;
const last = {
  id: null,
  authorId: userId('guest:1'),
  authorName: 'Noor Haddad',
  text: 'Never mind, I found the gym.',
  createdAt: 1,
  deleted: false,
  attachmentCount: 0,
};

/** A conversation whose newest page has come, and brought nothing. */
async function shown(more: Partial<Conversation>) {
  const id = conversationId('c1');
  const state = fixtureState({ conversations: [fixtureConversation('c1', { kind: 'guest', ...more })] });
  const load = { newest: { name: 'ready' }, older: idle, newer: idle } as const;
  const client = createFakeClient({ ...state, historyLoads: new Map([[id, load]]) });
  await mount(client, <MessageList conversationId={id} />);
}

describe('a conversation without messages', () => {
  const closed = { name: 'closed', reason: 'ended' } as const;

  it('invites to write where one can', async () => {
    await shown({});
    await expect.element(page.getByText('No messages yet')).toBeVisible();
    await expect.element(page.getByText('Say hello.')).toBeVisible();
  });

  it('invites to nothing where one cannot write', async () => {
    await shown({ write: closed });
    await expect.element(page.getByText('No messages yet')).toBeVisible();
    expect(page.getByText('Say hello.').elements()).toHaveLength(0);
  });

  it('says that they cannot be read where there are some, and shows what is known of the last one', async () => {
    await shown({ write: closed, title: 'Room 109', lastMessage: last });
    await expect.element(page.getByText('Its messages cannot be read here.')).toBeVisible();
    await expect.element(page.getByText('Noor Haddad: Never mind, I found the gym.')).toBeVisible();
    expect(page.getByText('No messages yet').elements()).toHaveLength(0);
  });
});
