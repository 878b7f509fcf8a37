import type { MessageId } from '@chat/core';
import { createRef, StrictMode } from 'react';
import { expect, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import '../../theme/styles.css';
import { ChatStage, type ChatStageProps } from '../../testing/chat-stage';
import { createScene, type Scene, type SceneOptions } from '../../testing/scene';
import { ChatView, type ChatViewHandle, type ChatViewProps } from '../chat-view/chat-view';

export const people = ['Nora', 'Amir'] as const;

export interface OpenedScene extends Scene {
  readonly view: ChatViewHandle;
}

export interface OpenOptions
  extends SceneOptions, Pick<ChatViewProps, 'virtualize'>, Pick<ChatStageProps, 'components'> {
  /** Also shows the input; default false. */
  readonly input?: boolean;
  readonly width?: number | string;
  readonly height?: number | string;
}

/** A conversation in a real list, once its messages are there and nothing moves any more. */
export async function openList(options: OpenOptions): Promise<OpenedScene> {
  const { width = 480, height = 600, components = {}, virtualize, input = false, ...sceneOptions } = options;
  const scene = createScene({ people, ...sceneOptions });
  const view = createRef<ChatViewHandle>();
  await render(
    <StrictMode>
      <ChatStage client={scene.client} width={width} height={height} theme="light" components={components}>
        <ChatView
          ref={view}
          conversationId={scene.conversationId}
          virtualize={virtualize}
          {...(input ? {} : { input: null })}
        />
      </ChatStage>
    </StrictMode>,
  );
  await vi.waitFor(() => expect(rows().length).toBeGreaterThan(0), { timeout: 10_000 });
  await settled();
  if (view.current === null) throw new Error('The view has no handle.');
  return { ...scene, view: view.current };
}

export function viewport(): HTMLElement {
  const found = document.querySelector<HTMLElement>('.chat-messages-viewport');
  if (found === null) throw new Error('There is no list.');
  return found;
}

const sheet = () => document.querySelector<HTMLElement>('.chat-messages-rows');
export const rows = () => [...document.querySelectorAll<HTMLElement>('.chat-row')];
export const row = (text: string) =>
  rows().find((element) => element.querySelector('.chat-text')?.textContent.startsWith(text));
export const keyOf = (element: HTMLElement) => element.dataset['key'] as MessageId & string;
export const distance = () => viewport().scrollHeight - viewport().clientHeight - viewport().scrollTop;
export const topOf = (element: HTMLElement) =>
  element.getBoundingClientRect().top - viewport().getBoundingClientRect().top;
export const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));

export function firstVisible(): HTMLElement {
  const found = rows().find((element) => topOf(element) >= 0);
  if (found === undefined) throw new Error('No row begins on screen.');
  return found;
}

export const loaded = (scene: OpenedScene) =>
  scene.client.getState().timelines.get(scene.conversationId)?.messages.length ?? 0;

/** Until nothing has moved for some frames. */
export async function settled(): Promise<void> {
  let quiet = 0;
  let before = '';
  while (quiet < 5) {
    await frame();
    const now = `${viewport().scrollTop} ${viewport().scrollHeight} ${rows().length}`;
    quiet = now === before ? quiet + 1 : 0;
    before = now;
  }
}

export async function scrollTo(top: number): Promise<void> {
  viewport().scrollTop = top;
  await settled();
}

/** What is read of a row: its bubble, whatever separators stand above it inside the row. */
export function wordsOf(key: string): HTMLElement | undefined {
  const found = rows().find((one) => one.dataset['key'] === key);
  return found?.querySelector<HTMLElement>('.chat-bubble, .chat-system') ?? found;
}

/** What the eye saw of a row, frame by frame, as the browser painted it: its largest way from where it was. */
export interface Watch {
  /** Pixels; `Infinity` when the row was missing in some frame. */
  readonly most: number;
  readonly frames: number;
}

export interface WatchOptions {
  /** Where it shall be, in pixels below the viewport's upper edge; default: where it is first seen. */
  readonly at?: number;
  /** Not there yet: has to come with the very first rows, or some time later. */
  readonly appears?: 'with the rows' | 'later';
  /** How far a reader had moved it in the frame that was laid out at this time, in pixels. It is told of later. */
  readonly scrolled?: (time: number) => number;
  /** Called in every frame that is painted. */
  readonly onFrame?: () => void;
}

/**
 * Watches what is read of a row, or with null the end of all rows, while something happens and until nothing
 * moves any more. An intersection observer tells the geometry of the very frame that is painted.
 */
export async function watch(
  key: string | null,
  happen: () => void | Promise<void>,
  { at, appears, scrolled = () => 0, onFrame }: WatchOptions = {},
): Promise<Watch> {
  let most = 0;
  let frames = 0;
  let before = at ?? null;
  let watching = true;
  let seen = appears === undefined;
  let observer: IntersectionObserver | null = null;
  const painted = (entries: readonly IntersectionObserverEntry[]) => {
    for (const { target, boundingClientRect, rootBounds, time } of entries) {
      observer?.unobserve(target);
      if (rootBounds === null) continue;
      frames += 1;
      const place =
        (key === null
          ? boundingClientRect.bottom - rootBounds.bottom
          : boundingClientRect.top - rootBounds.top) - scrolled(time);
      before ??= place;
      most = Math.max(most, Math.abs(place - before));
      onFrame?.();
    }
  };
  const look = (complete: boolean) => {
    if (rows().length === 0) return;
    const target = key === null ? sheet() : wordsOf(key);
    if (target != null) {
      seen = true;
      observer ??= new IntersectionObserver(painted, { root: viewport() });
      observer.observe(target);
    } else if (complete && (seen || appears === 'with the rows')) most = Infinity;
  };
  const lookAgain = () => {
    look(true);
    if (watching) requestAnimationFrame(lookAgain);
  };
  // Also what is put there within a frame, after the callbacks of that frame; more of it may follow before it is painted.
  const mutations = new MutationObserver(() => look(false));
  if (appears !== undefined) mutations.observe(document.body, { childList: true, subtree: true });
  lookAgain();
  await frame();
  await frame();
  await happen();
  await settled();
  await frame();
  watching = false;
  mutations.disconnect();
  (observer as IntersectionObserver | null)?.disconnect();
  return { most, frames };
}

/** Collects what was measured, to be printed as one table; nothing may move by more than a pixel. */
export class MeasuredTable {
  readonly #lines: string[] = [];

  add(what: string, moved: number, frames: number): void {
    this.#lines.push(`${moved.toFixed(2).padStart(8)} px  ${String(frames).padStart(4)} frames  ${what}`);
    expect(moved, what).toBeLessThanOrEqual(1);
    expect(frames, `${what}: frames seen`).toBeGreaterThan(0);
  }

  note(line: string): void {
    this.#lines.push(line.padStart(30));
  }

  /** Nothing of what is read, or with null the end, may move while this happens. */
  async staysPut(
    what: string,
    key: string | null,
    happen: () => void | Promise<void>,
    options?: WatchOptions,
  ): Promise<void> {
    const { most, frames } = await watch(key, happen, options);
    this.add(what, most, frames);
  }

  print(): void {
    const title = 'The largest way what is read, or the end, was off in any painted frame:';
    // eslint-disable-next-line no-console -- the table is what these tests are for
    console.info([title, ...this.#lines].join('\n'));
  }
}
