import { StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { ChatProvider } from '../chat-provider';
import { ChatHeader } from '../components/chat-view/chat-header';
import { WholeApp, wholeScene } from '../testing/whole-app';

it('renders without a page, quietly, in the state of a client that has not started', () => {
  expect(typeof document).toBe('undefined');
  const said = vi.spyOn(console, 'error');
  const { client } = wholeScene();
  const html = renderToString(
    <StrictMode>
      <WholeApp client={client} />
    </StrictMode>,
  );
  expect(html).toContain('Conversations');
  expect(html).toContain('chat-skeleton');
  expect(html).not.toContain('Room 412');
  expect(client.getState().session.name).toBe('starting');
  expect(said).not.toHaveBeenCalled();
});

it('shows what a client knows that was started on the server', async () => {
  const { client, conversationId } = wholeScene();
  await client.start();
  await vi.waitFor(() => expect(client.getState().conversationOrder).toEqual([conversationId]));
  const html = renderToString(
    <ChatProvider client={client}>
      <ChatHeader conversationId={conversationId} />
    </ChatProvider>,
  );
  expect(html).toContain('Amir Haddad');
  await client.close();
});
