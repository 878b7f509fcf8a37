import type { RequestHandler, WebSocketHandler } from 'msw';
import { setupWorker, type SetupWorker } from 'msw/browser';

declare global {
  interface Window {
    chatStoryWorker?: Promise<SetupWorker>;
  }
}

async function startWorker(): Promise<SetupWorker> {
  const worker = setupWorker();
  await worker.start({
    quiet: true,
    onUnhandledRequest: 'bypass',
    serviceWorker: { url: 'mockServiceWorker.js' },
  });
  return worker;
}

/** What a story says to get a backend: `parameters: { handlers: () => [...] }`, made anew for every run of the story. */
export type StoryHandlers = () =>
  readonly (RequestHandler | WebSocketHandler)[] | Promise<readonly (RequestHandler | WebSocketHandler)[]>;

/** Replaces the previous story's backend by this story's; without `handlers` no request is answered. */
export async function serveStory(handlers: StoryHandlers | undefined): Promise<{ worker: SetupWorker }> {
  // One worker per page, also when the preview module is reloaded in place.
  window.chatStoryWorker ??= startWorker();
  const worker = await window.chatStoryWorker;
  worker.resetHandlers();
  worker.use(...((await handlers?.()) ?? []));
  return { worker };
}
