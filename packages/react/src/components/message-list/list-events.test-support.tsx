import type { MessageView } from '@chat/core';
import { useEffect, useState } from 'react';
import { expect, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { AttachmentSlotProps } from '../../slots';
import { frame, loaded, settled, viewport, type OpenedScene } from './list-stage.test-support';

/** A picture whose size nobody knows before it is there. */
export function UnknownPicture({ attachment }: AttachmentSlotProps) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const load = () => setShown(true);
    window.addEventListener('show-pictures', load);
    return () => window.removeEventListener('show-pictures', load);
  }, []);
  if (!shown || attachment.url === null) return <i style={{ display: 'block', width: 200 }}>…</i>;
  return <img src={attachment.url} alt="" style={{ display: 'block' }} />;
}

/** For `UnknownPicture`. */
export function unknownPicture(): MessageView['attachments'][number] {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="417"/>';
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  const unknown = {
    thumbnailUrl: null,
    mimeType: 'image/jpeg',
    size: 1,
    width: null,
    height: null,
    blob: null,
  };
  return { id: 'picture', kind: 'image', name: 'picture.jpg', url, ...unknown };
}

/** Loads every `UnknownPicture` that is laid out. */
export async function showPictures(): Promise<void> {
  window.dispatchEvent(new Event('show-pictures'));
  await vi.waitFor(() => {
    const pictures = [...document.querySelectorAll<HTMLImageElement>('.chat-row img')];
    expect(pictures.length).toBeGreaterThan(0);
    expect(pictures.every((one) => one.complete && one.naturalHeight > 0)).toBe(true);
  });
}

/** Somebody writes at 100 messages a second. */
export async function stream(scene: OpenedScene, count: number): Promise<void> {
  const before = loaded(scene);
  const start = performance.now();
  for (let sent = 0; sent < count;) {
    const due = Math.min(count, (performance.now() - start) / 10);
    for (; sent < due; sent += 1)
      scene.post({ by: 'Amir', text: `live ${sent} ${'word '.repeat(sent % 30)}` });
    await frame();
  }
  await vi.waitFor(() => expect(loaded(scene)).toBeGreaterThanOrEqual(before + count));
}

/** The browser's window dragged to other sizes, step by step, and back. */
export async function resizeWindow(): Promise<void> {
  const { innerWidth: width, innerHeight: height } = window;
  try {
    for (let step = 0; step <= 12; step += 1) {
      await page.viewport(width - step * 6, height - step * 20);
      await frame();
    }
    await settled();
    expect(viewport().clientHeight).toBeLessThan(height - 200);
    await page.viewport(700, 420);
    await settled();
  } finally {
    await page.viewport(width, height);
  }
  await settled();
}

/** What an on-screen keyboard does to the visual viewport, where it covers the page. */
export function fakeKeyboard(): { readonly openAndClose: () => Promise<void> } {
  const { innerHeight } = window;
  const visual = Object.assign(new EventTarget(), { height: innerHeight, offsetTop: 0, scale: 1 });
  vi.spyOn(window, 'visualViewport', 'get').mockReturnValue(visual as unknown as VisualViewport);
  const cover = (pixels: number) => {
    visual.height = innerHeight - pixels;
    visual.dispatchEvent(new Event('resize'));
  };
  return {
    async openAndClose() {
      const room = viewport().clientHeight;
      document.querySelector<HTMLElement>('textarea')?.focus({ preventScroll: true });
      // It slides in.
      for (let covered = 20; covered <= 260; covered += 20) {
        cover(covered);
        await frame();
      }
      await settled();
      expect(viewport().clientHeight).toBe(room - 260);
      cover(0);
      await settled();
      expect(viewport().clientHeight).toBe(room);
      vi.restoreAllMocks();
    },
  };
}
