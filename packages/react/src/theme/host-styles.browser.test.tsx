import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StrictMode, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import preflight from 'tailwindcss/preflight.css?inline';
import type { ChatClient } from '@chat/core';
import { ChatProvider } from '../chat-provider';
import { Chat } from '../components/chat/chat';
import { GroupSettingsDialog } from '../components/dialogs/group-settings-dialog';
import { useChatClientLifecycle } from '../hooks/use-chat-client-lifecycle';
import { sampleShowcase } from '../testing/sample-messages';
import { createScene } from '../testing/scene';
// What hosts get, made by the build that the test command runs first.
import layered from '../../dist/styles.css?inline';
import unlayered from '../../dist/styles.unlayered.css?inline';
import hostPage from './host-page.test-support.html?raw';

/** Rules real pages have, at their worst. */
const hostStyles: Readonly<Record<string, string>> = {
  'rules about elements': `
    * { margin: 7px; padding: 3px; letter-spacing: 2px; line-height: 3; border-radius: 0; text-transform: uppercase }
    *::before, *::after { content: '!'; color: red }
    button { background: crimson; color: white; border: 4px dashed; font: italic 30px serif; min-width: 200px; box-shadow: 0 0 9px red }
    button:hover, button:focus { transform: rotate(3deg) }
    a, a:hover, a:visited { color: lime; text-decoration: line-through; font-size: 40px }
    li { list-style: square; margin-left: 40px; display: list-item }
    img { max-width: 20px; border: 5px solid red; filter: invert(1) }
    svg { width: 80px; height: 80px; fill: red }
    path, circle, g { fill: red; stroke: lime; stroke-width: 9; opacity: 0.4; transform: rotate(9deg) }
    input, textarea, select { background: yellow; height: 90px; width: 30px; font-size: 30px }
    p, div, span, bdi, time, section, header, article { color: red; font-family: monospace }
    h1, h2, h3 { font-size: 60px; text-align: right }
    ul, ol { padding: 60px; columns: 2 }
    label, dl, dt, dd, blockquote, mark, code, table { display: block; margin: 40px; font-size: 30px; color: lime }
    dialog, [role='dialog'], [role='menu'], [role='option'], [popover] { background: yellow; border: 9px solid; inset: 0 }
    body { font: 30px/2 serif; color: red; text-align: center; text-transform: uppercase; letter-spacing: 4px;
      word-spacing: 9px; text-shadow: 1px 1px red; white-space: pre; font-style: italic; text-indent: 30px; cursor: wait }
  `,
  'a reset': `
    html, body, div, span, h1, h2, h3, p, a, img, ul, ol, li, article, section, header, time, mark, audio, video, button
      { margin: 0; padding: 0; border: 0; font-size: 100%; font: inherit; vertical-align: baseline }
    * { box-sizing: content-box }
    ol, ul { list-style: none }
    button { all: unset }
    input, textarea { outline: 0; background: none }
    img, svg, video { display: block; max-width: 100%; height: auto }
  `,
  'the preflight of Tailwind': preflight,
};

const root = (): HTMLElement => document.querySelector<HTMLElement>('#stage')!;
const mounted = new Set<Root>();

beforeEach(() => page.viewport(1000, 640));

afterEach(() => {
  for (const each of mounted) each.unmount();
  mounted.clear();
  document.body.replaceChildren();
  document.querySelectorAll('style[data-test]').forEach((style) => style.remove());
});

function addStyles(css: string): HTMLStyleElement {
  const style = document.createElement('style');
  style.dataset['test'] = '';
  style.textContent = css;
  document.head.append(style);
  return style;
}

/** Everything at once: a list, a conversation with all that a bubble can show, and a dialog over it. */
function Everything({ client, dialog }: { readonly client: ChatClient; readonly dialog: ReactNode }) {
  useChatClientLifecycle(client);
  return (
    <ChatProvider client={client} theme="light" timeZone="UTC">
      <div className="chat-test-box" style={{ width: 1000, height: 640 }}>
        <Chat defaultSelectedId={client.getState().conversationOrder[0]} />
      </div>
      {dialog}
    </ChatProvider>
  );
}

/** What stands open over the conversation; each is drawn by other parts of the kit. */
const surfaces = {
  nothing: () => Promise.resolve(),
  'a dialog': () => Promise.resolve(),
  'every emoji': async () => {
    await page.getByRole('button', { name: 'Emoji' }).click();
    await expect.element(page.getByRole('gridcell').first()).toBeVisible();
  },
  'the search and a menu': async () => {
    await page.getByRole('button', { name: 'Search messages' }).click();
    await page.getByRole('combobox').fill('lobby');
    await expect.element(page.getByText(/messages? found/).first()).toBeInTheDocument();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await expect.element(page.getByRole('menu')).toBeVisible();
  },
  'the jump to anything': async () => {
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(page.getByRole('dialog', { name: 'Go to' })).toBeVisible();
  },
} satisfies Readonly<Record<string, () => Promise<void>>>;
type Surface = keyof typeof surfaces;
const everySurface = Object.keys(surfaces) as readonly Surface[];
/** Its own tree of styles is the same for all of them. */
const someSurfaces = ['a dialog', 'the search and a menu'] as const satisfies readonly Surface[];

async function mountChat(container: Element | DocumentFragment, surface: Surface): Promise<void> {
  const withDialog = surface === 'a dialog';
  const people = ['Nora Lindqvist', 'Amir Haddad', 'Chloé Martin'] as const;
  const { client, conversationId } = createScene({ people, messages: sampleShowcase(...people) });
  await client.start();
  await expect.poll(() => client.getState().conversationOrder.length).toBe(1);
  const reactRoot = createRoot(container);
  mounted.add(reactRoot);
  reactRoot.render(
    <StrictMode>
      <Everything
        client={client}
        dialog={
          withDialog ? (
            <GroupSettingsDialog conversationId={conversationId} open onOpenChange={() => undefined} />
          ) : null
        }
      />
    </StrictMode>,
  );
  const scope = container as ParentNode;
  await expect.poll(() => scope.querySelectorAll('.chat-message').length).toBeGreaterThan(5);
  if (withDialog) await expect.poll(() => scope.querySelector('.chat-dialog .chat-button')).not.toBeNull();
  await expect.poll(() => [...scope.querySelectorAll('img')].every((image) => image.complete)).toBe(true);
  await surfaces[surface]();
}

/** The place the chat is put; what hosts do to it is the host's affair. */
function stage(): HTMLElement {
  const element = document.createElement('div');
  element.id = 'stage';
  document.body.append(element);
  addStyles(`
    #stage { position: absolute !important; inset: 0 !important; margin: 0 !important; padding: 0 !important;
      inline-size: 1000px !important; block-size: 640px !important; overflow: hidden !important }
    #stage::before, #stage::after { display: none !important }
  `);
  return element;
}

async function picture(): Promise<ImageData> {
  const encoded = await page.screenshot({ element: root(), base64: true, save: false });
  const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

/** The picture once nothing moves any more: floating dates fade, pictures arrive. */
async function calm(): Promise<ImageData> {
  let last = await picture();
  let unchanged = 0;
  await expect
    .poll(
      async () => {
        const next = await picture();
        unchanged = difference(last, next).pixels === 0 ? unchanged + 1 : 0;
        last = next;
        return unchanged;
      },
      { timeout: 20_000, interval: 300 },
    )
    .toBeGreaterThanOrEqual(3);
  return last;
}

/** Of 255: how much the edge of a circle may differ between two drawings of the same page. */
const invisible = 6;

/** How many pixels do not look the same, and where the first one is. */
function difference(left: ImageData, right: ImageData): { pixels: number; first: string | null } {
  expect([left.width, left.height]).toEqual([right.width, right.height]);
  let pixels = 0;
  let first: string | null = null;
  for (let at = 0; at < left.data.length; at += 4) {
    const differs = (channel: number) =>
      Math.abs((left.data[at + channel] ?? 0) - (right.data[at + channel] ?? 0)) > invisible;
    if (![0, 1, 2].some(differs)) continue;
    pixels += 1;
    first ??= `${(at / 4) % left.width},${Math.floor(at / 4 / left.width)}`;
  }
  return { pixels, first };
}

/** Corners of a layer that is drawn anew: a handful of pixels of 640,000, in no shape anybody could see. */
const cornersOfALayer = 16;
const looksSame = ({ pixels }: { readonly pixels: number }): boolean => pixels <= cornersOfALayer;

describe.each(Object.entries(hostStyles))('a host with %s', (_name, css) => {
  it.each(everySurface)('changes no pixel of the unlayered build (open: %s)', async (surface) => {
    addStyles(unlayered);
    await mountChat(stage(), surface);
    const before = await calm();
    addStyles(css);
    expect(difference(before, await calm())).toSatisfy(looksSame);
  });

  it.each(someSurfaces)('changes no pixel in a shadow root (open: %s)', async (surface) => {
    const shadow = stage().attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(layered);
    shadow.adoptedStyleSheets = [sheet];
    const inner = document.createElement('div');
    shadow.append(inner);
    await mountChat(inner, surface);
    const before = await calm();
    addStyles(css);
    expect(difference(before, await calm())).toSatisfy(looksSame);
  });
});

describe.each([
  ['layered', layered],
  ['unlayered', unlayered],
])('our %s stylesheet', (_name, css) => {
  it('changes no pixel of the host, not even of what the host puts into the chat root', async () => {
    stage().innerHTML = `${hostPage}<div class="chat-root">${hostPage}</div>`;
    const before = await calm();
    addStyles(css);
    expect(difference(before, await calm())).toSatisfy(looksSame);
  });
});
