import { page, userEvent } from 'vitest/browser';
import { expect, it } from 'vitest';
import type { MessageView } from '@chat/core';
import { useChatState } from '../../hooks/use-chat-state';
import { useLastEditable } from '../../hooks/use-last-editable';
import { ChatStage } from '../../testing/chat-stage';
import { mount } from '../../testing/mount';
import { sampleClient, sampleMessage, sampleState } from '../../testing/sample-conversations';
import { createScene, type Scene, type SceneMessage } from '../../testing/scene';
import { StrictMode } from 'react';
import { render } from 'vitest-browser-react';
import '../../theme/styles.css';
import { selectTimeline } from '@chat/core';
import { ComposerProvider, useComposerActions } from '../chat-view/composer-context';
import { MessageInput } from './message-input';

const me = 'Nora Lindqvist';
const other = 'Amir Haddad';
const field = () => page.getByRole('textbox', { name: 'Message' });

/** Buttons that do what a bubble's actions do. */
function Rows({ scene }: { readonly scene: Scene }) {
  const composer = useComposerActions();
  const timeline = useChatState((state) => selectTimeline(state, scene.conversationId));
  const lastEditable = useLastEditable(scene.conversationId);
  const rows = Array.from({ length: timeline.length }, (_, index) => timeline.at(index)).filter(
    (row): row is MessageView => row !== undefined,
  );
  return (
    <>
      {rows.map((message) => (
        <button key={message.key} onClick={() => composer.setReply(message)}>
          Reply to {message.text}
        </button>
      ))}
      <button onClick={() => composer.setEdit(lastEditable()!)}>Edit my last</button>
      <ol>
        {rows.map((message) => (
          <li key={message.key}>
            {message.text}
            {message.replyTo === null ? '' : ` (re ${message.replyTo.messageId})`}
          </li>
        ))}
      </ol>
    </>
  );
}

async function open(messages: readonly SceneMessage[]) {
  const scene = createScene({ people: [me, other], messages });
  await scene.client.start();
  scene.client.openConversation(scene.conversationId);
  await render(
    <StrictMode>
      <ChatStage client={scene.client} height={400}>
        <ComposerProvider>
          <Rows scene={scene} />
          <MessageInput conversationId={scene.conversationId} />
        </ComposerProvider>
      </ChatStage>
    </StrictMode>,
  );
  await expect.element(page.getByRole('listitem').first()).toBeVisible();
  return scene;
}

it('answers a message, and leaves the answer with Escape without losing the text', async () => {
  await open([{ by: other, text: 'Coming?' }]);
  await page.getByRole('button', { name: 'Reply to Coming?' }).click();
  await expect.element(page.getByText(`Replying to ${other}`)).toBeVisible();
  await expect.element(field()).toHaveFocus();
  await userEvent.keyboard('Yes{Escape}');
  await expect.element(page.getByText(`Replying to ${other}`)).not.toBeInTheDocument();
  await expect.element(field()).toHaveValue('Yes');
  await page.getByRole('button', { name: 'Reply to Coming?' }).click();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('listitem').filter({ hasText: 'Yes' })).toHaveTextContent('(re 1)');
});

it('edits my last message with the arrow up, and gives the draft back afterwards', async () => {
  await open([
    { by: me, text: 'Frist' },
    { by: other, text: 'Hm?' },
  ]);
  await field().click();
  await userEvent.keyboard('{ArrowUp}');
  await expect.element(page.getByText('Editing your message')).toBeVisible();
  await expect.element(field()).toHaveValue('Frist');
  await field().fill('First');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('listitem').first()).toHaveTextContent('First');
  await expect.element(field()).toHaveValue('');

  await field().fill('unfinished');
  await page.getByRole('button', { name: 'Edit my last' }).click();
  await expect.element(field()).toHaveValue('First');
  await userEvent.keyboard(' edited{Escape}');
  await expect.element(field()).toHaveValue('unfinished');
});

it('does not save an empty edit', async () => {
  await open([{ by: me, text: 'Something' }]);
  await page.getByRole('button', { name: 'Edit my last' }).click();
  await field().fill('  ');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('alert')).toHaveTextContent('An empty message cannot be saved.');
  await expect.element(page.getByRole('listitem').first()).toHaveTextContent('Something');
});

it('tells how long editing stays possible, and keeps the words when it is too late', async () => {
  const usual = sampleState();
  const client = sampleClient({ ...usual, limits: { ...usual.limits, editWindowMs: 10 * 60_000 } });
  const message = sampleMessage({ text: 'Frist', createdAt: Date.now() - 60_000 });
  function Editor() {
    const composer = useComposerActions();
    return <button onClick={() => composer.setEdit(message)}>Edit it</button>;
  }
  await mount(
    client,
    <ComposerProvider>
      <Editor />
      <MessageInput conversationId={message.conversationId} />
    </ComposerProvider>,
  );
  await page.getByRole('button', { name: 'Edit it' }).click();
  await expect.element(page.getByText(/^Editing your message, [89]:\d\d left$/)).toBeVisible();
  await field().fill('First, with much thought');
  client.setState({ limits: { ...usual.limits, editWindowMs: 1_000 } });
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('alert')).toHaveTextContent('It is too late for this.');
  await expect.element(field()).toHaveValue('First, with much thought');
  expect(client.calls.map(({ name }) => name)).not.toContain('editMessage');
});
