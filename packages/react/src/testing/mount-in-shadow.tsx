import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { onTestFinished } from 'vitest';
import type { ChatClient } from '@chat/core';
import { ChatProvider } from '../chat-provider';

/** Renders into a shadow root, until the test is over, as a widget does that keeps away from the page around it. */
export function mountInShadow(client: ChatClient, content: ReactNode): ShadowRoot {
  const host = document.body.appendChild(document.createElement('div'));
  const shadow = host.attachShadow({ mode: 'open' });
  const root = createRoot(shadow.appendChild(document.createElement('div')));
  root.render(
    <StrictMode>
      <ChatProvider client={client} theme="light">
        <div style={{ width: 1_000, height: 600 }}>{content}</div>
      </ChatProvider>
    </StrictMode>,
  );
  onTestFinished(() => {
    root.unmount();
    host.remove();
  });
  return shadow;
}
