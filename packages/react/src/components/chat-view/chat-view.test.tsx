import { conversationId } from '@chat/core';
import { renderToString } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { ChatProvider } from '../../chat-provider';
import {
  createFakeClient,
  fixtureConversation,
  fixtureMe,
  fixtureState,
  fixtureUser,
} from '../../testing/fake-client';
import { createScene } from '../../testing/scene';
import { sampleTalk } from '../../testing/sample-messages';
import { ChatView } from './chat-view';

const amir = fixtureUser('amir', 'Amir Haddad');
const known = fixtureState({
  users: [amir],
  conversations: [fixtureConversation('c1', { participants: [fixtureMe, amir.id] })],
});

it('renders on a server without a word of complaint', () => {
  const complaints = vi.spyOn(console, 'error');
  const html = renderToString(
    <ChatProvider client={createFakeClient(known)} theme="dark" locale="de">
      <ChatView conversationId={conversationId('c1')} />
    </ChatProvider>,
  );
  expect(html).toContain('Amir Haddad');
  expect(complaints).not.toHaveBeenCalled();
});

it('renders messages on a server', async () => {
  const scene = createScene({ people: ['Nora', 'Amir'], messages: sampleTalk(30, ['Nora', 'Amir']) });
  await scene.client.start();
  const close = scene.client.openConversation(scene.conversationId);
  await vi.waitFor(() =>
    expect(scene.client.getState().timelines.get(scene.conversationId)?.messages.length).toBe(30),
  );
  const html = renderToString(
    <ChatProvider client={scene.client}>
      <ChatView conversationId={scene.conversationId} />
    </ChatProvider>,
  );
  expect(html).toContain('30. ');
  close();
  await scene.client.close();
});

it('says what is the matter when nobody is signed in', () => {
  const client = createFakeClient(fixtureState({ session: { name: 'signed-out', reason: 'expired' } }));
  const html = renderToString(
    <ChatProvider client={client}>
      <ChatView conversationId={conversationId('c1')} />
    </ChatProvider>,
  );
  expect(html).toContain('You are signed out');
});
