import { StrictMode, type ComponentType } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-react';
import '../../theme/styles.css';
import { ChatStage } from '../../testing/chat-stage';
import { expectAccessible } from '../../testing/expect-accessible';
import { createScene, type Scene, type SceneOptions } from '../../testing/scene';
import type { MessageSlotProps } from '../../slots';
import { ChatView } from '../chat-view/chat-view';

const people = ['Nora', 'Amir'] as const;
const talk = [
  { by: 'Amir', text: 'one' },
  { by: 'Nora', text: 'two' },
  { by: 'Amir', text: 'three' },
];

async function open(
  options: SceneOptions = {},
  MessageText?: ComponentType<MessageSlotProps>,
): Promise<Scene> {
  const scene = createScene({ people, messages: talk, ...options });
  const components = MessageText === undefined ? {} : { MessageText };
  await render(
    <StrictMode>
      <ChatStage client={scene.client} width={900} height={600} components={components}>
        <ChatView conversationId={scene.conversationId} />
      </ChatStage>
    </StrictMode>,
  );
  await vi.waitFor(() => expect(rows().length).toBeGreaterThan(0));
  return scene;
}

const rows = () => [...document.querySelectorAll<HTMLElement>('.chat-row')];
const row = (text: string) => rows().find((one) => one.querySelector('.chat-text')?.textContent === text)!;
const focusedText = () =>
  document.activeElement?.closest('.chat-row')?.querySelector('.chat-text')?.textContent;

afterEach(() => cleanup());

describe('keyboard', () => {
  it('has one tab stop for all messages, and arrows between them', async () => {
    await open();
    expect(
      rows()
        .filter((one) => one.tabIndex === 0)
        .map((one) => one.textContent),
    ).toHaveLength(1);
    row('three').focus();
    await userEvent.keyboard('{ArrowUp}');
    expect(focusedText()).toBe('two');
    await userEvent.keyboard('{Home}');
    expect(focusedText()).toBe('one');
    expect(row('one').tabIndex).toBe(0);
    await userEvent.keyboard('{End}');
    expect(focusedText()).toBe('three');
  });

  it('tells position and size of the feed', async () => {
    await open();
    expect(row('two').getAttribute('aria-posinset')).toBe('2');
    expect(row('two').getAttribute('aria-setsize')).toBe('3');
    await expect.element(page.getByRole('feed', { name: 'Messages' })).toBeVisible();
  });

  it('replies with R and comes back to the input', async () => {
    await open();
    row('three').focus();
    await userEvent.keyboard('r');
    await expect.element(page.getByText('Replying to Amir')).toBeVisible();
    expect(document.activeElement?.tagName).toBe('TEXTAREA');
  });

  it('edits own messages with E, and nobody else’s', async () => {
    await open();
    row('three').focus();
    await userEvent.keyboard('e');
    expect(document.activeElement).toBe(row('three'));
    row('two').focus();
    await userEvent.keyboard('e');
    await vi.waitFor(() => expect(document.querySelector('textarea')?.value).toBe('two'));
  });

  it('reacts with + and one choice', async () => {
    const scene = await open();
    row('one').focus();
    await userEvent.keyboard('+');
    await page.getByRole('button', { name: '👍' }).click();
    await vi.waitFor(() => expect(row('one').querySelector('.chat-reaction')?.textContent).toContain('👍'));
    expect(scene.server.log).toContain('execute react');
  });

  it('goes into a message with Enter and out with Escape, to the input with another', async () => {
    await open();
    row('one').focus();
    await vi.waitFor(() => expect(row('one').querySelector('.chat-actions')).not.toBeNull());
    await userEvent.keyboard('{Enter}');
    expect(document.activeElement).not.toBe(row('one'));
    expect(focusedText()).toBe('one');
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).toBe(row('one'));
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement?.tagName).toBe('TEXTAREA');
  });
});

describe('menu', () => {
  it('offers by right click what the backend can do, and deletes after asking', async () => {
    const scene = await open();
    row('two')
      .querySelector('.chat-bubble')!
      .dispatchEvent(
        new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: 400, clientY: 300 }),
      );
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await vi.waitFor(() => expect(scene.server.log).toContain('execute delete-message'));
    await expect.element(page.getByText('You deleted this message')).toBeVisible();
  });

  it('hides what the backend cannot do', async () => {
    const no = { supported: false, reason: 'backend' } as const;
    await open({ capabilities: { reply: no } });
    await userEvent.hover(row('three').querySelector('.chat-bubble')!);
    await vi.waitFor(() => expect(row('three').querySelector('.chat-actions')).not.toBeNull());
    expect(row('three').querySelector('[aria-label="Reply"]')).toBeNull();
    expect(row('three').querySelector('[aria-label="React"]')).not.toBeNull();
  });
});

describe('screen readers', () => {
  const spoken = () => document.querySelector('.chat-announcer')?.textContent ?? '';

  it('hear who wrote what, and how many when there are several', async () => {
    const scene = await open();
    scene.post({ by: 'Amir', text: 'Are you there?' });
    await vi.waitFor(() => expect(spoken()).toBe('Amir: Are you there?'));
    for (const text of ['a', 'b', 'c']) scene.post({ by: 'Amir', text });
    await vi.waitFor(() => expect(spoken()).toBe('3 new messages'), { timeout: 3_000 });
  });

  it('hear that a change was refused, which stays beside its message until it is given up', async () => {
    const scene = await open();
    scene.server.inject('reject');
    row('two').focus();
    await userEvent.keyboard('e');
    await userEvent.keyboard(' and a half{Enter}');
    await vi.waitFor(() => expect(spoken()).toBe('Change not saved'));
    const refused = () => row('two').querySelector('.chat-status[data-status="failed"]');
    expect(refused()?.textContent).toContain('“two and a half”');
    await page.getByRole('button', { name: 'Discard' }).click();
    await vi.waitFor(() => expect(refused()).toBeNull());
    expect(row('two').querySelector('.chat-text')?.textContent).toBe('two');
  });

  it('find nothing that stands in their way', async () => {
    await open();
    await expectAccessible(document.querySelector('.chat-view')!);
  });
});

describe('rendering', () => {
  it('renders only the message that changed, and only the new one when one comes in', async () => {
    const counts = new Map<string, number>();
    const Counted = ({ message }: MessageSlotProps) => {
      counts.set(message.text, (counts.get(message.text) ?? 0) + 1);
      return <span className="chat-text">{message.text}</span>;
    };
    const scene = await open({}, Counted);
    await vi.waitFor(() => expect(rows()).toHaveLength(3));
    counts.clear();
    scene.type('Amir', true);
    scene.change(row('one').dataset['key'] as never, { text: 'one!' });
    await vi.waitFor(() => expect(row('one!')).toBeDefined());
    expect([...counts.keys()]).toEqual(['one!']);
    counts.clear();
    scene.post({ by: 'Nora', text: 'four' });
    await vi.waitFor(() => expect(row('four')).toBeDefined());
    expect([...counts.keys()]).toEqual(['four']);
  });
});
