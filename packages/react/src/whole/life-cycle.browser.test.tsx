import { StrictMode, version } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { commands, page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, inject, it, vi } from 'vitest';
import '../theme/styles.css';
import { countLeftovers } from '../testing/leftovers';
import { renderServerPage } from '../testing/server-page';
import { WholeApp, wholeScene } from '../testing/whole-app';
import { samplePicture } from '../testing/sample-messages';

declare module 'vitest' {
  interface ProvidedContext {
    readonly reactMajor: string;
  }
}

declare module 'vitest/browser' {
  interface BrowserCommands {
    renderServerPage: () => Promise<string>;
  }
}

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

function addContainer(html = ''): HTMLElement {
  const container = document.createElement('div');
  container.innerHTML = html;
  document.body.append(container);
  return container;
}

/** Made in a process without a page; what that runs on is React 19, so the older one renders here. */
async function serve(): Promise<string> {
  return version.startsWith('19') ? commands.renderServerPage() : renderServerPage();
}

const conversation = () => page.getByRole('option', { name: /Amir Haddad/ });
const field = () => page.getByRole('textbox', { name: 'Message' });

async function useEverything(): Promise<void> {
  await conversation().click();
  await expect.element(page.getByText('Room 412 asks for a late check-out').last()).toBeVisible();
  await field().fill('On it');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('On it').last()).toBeVisible();
  await page.getByRole('button', { name: 'Emoji' }).click();
  await userEvent.keyboard('{Escape}');
  await page.getByRole('button', { name: 'Search messages' }).click();
  await page.getByRole('combobox', { name: 'Search in this conversation' }).fill('room');
  await expect.element(page.getByRole('option', { name: /late check-out/ }).last()).toBeVisible();
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(page.getByRole('dialog', { name: 'Go to' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await page.getByRole('button', { name: 'New conversation' }).click();
  await expect.element(page.getByRole('dialog')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
}

it('runs on the version of React this project is about', () => {
  expect(version.split('.')[0]).toBe(inject('reactMajor'));
});

describe('hydration', () => {
  it('takes over what a server rendered without a word of complaint, and goes on', async () => {
    const complaints: unknown[] = [];
    vi.spyOn(console, 'error').mockImplementation((...words) => complaints.push(words));
    vi.spyOn(console, 'warn').mockImplementation((...words) => complaints.push(words));
    const container = addContainer(await serve());
    expect(container.querySelector('.chat-skeleton')).not.toBeNull();
    const served = container.querySelector('.chat-app');
    const { client } = wholeScene();
    const root = hydrateRoot(
      container,
      <StrictMode>
        <WholeApp client={client} />
      </StrictMode>,
      { onRecoverableError: (error) => complaints.push(error) },
    );
    await expect.element(conversation()).toBeVisible();
    expect(container.querySelector('.chat-app')).toBe(served);
    expect(complaints).toEqual([]);
    root.unmount();
    await client.close();
  });
});

describe('leaving', () => {
  it('leaves no listener, timer, observer, socket, channel or object URL behind', async () => {
    const leftovers = countLeftovers();
    const scene = wholeScene();
    scene.post({ by: 'Amir Haddad', text: 'The view', attachments: [samplePicture('view', 300, 200, 200)] });
    // React listens to the document once and for ever, whoever renders first.
    createRoot(addContainer()).render(null);
    const container = addContainer();
    const root = createRoot(container);
    leftovers.begin();
    root.render(
      <StrictMode>
        <WholeApp client={scene.client} />
      </StrictMode>,
    );
    await useEverything();
    expect(leftovers.open()).not.toEqual([]);
    root.unmount();
    await scene.client.close();
    container.remove();
    await expect.poll(() => leftovers.open()).toEqual([]);
    leftovers.end();
  });
});

it('opens one link under StrictMode and closes it', async () => {
  const { client, server } = wholeScene();
  const root = createRoot(addContainer());
  root.render(
    <StrictMode>
      <WholeApp client={client} />
    </StrictMode>,
  );
  await expect.element(conversation()).toBeVisible();
  await expect.poll(() => server.linkCount).toBe(1);
  root.unmount();
  await expect.poll(() => server.linkCount).toBe(0);
});
