import { StrictMode, type ReactNode } from 'react';
import { render } from 'vitest-browser-react';
import type { ChatClient } from '@chat/core';
import '../theme/styles.css';
import { ChatProvider, type ChatProviderProps } from '../chat-provider';

export interface MountOptions extends Omit<ChatProviderProps, 'client' | 'children'> {
  readonly width?: number;
  readonly height?: number;
}

/** Renders under a provider and StrictMode in a box of a given size. */
export function mount(
  client: ChatClient,
  content: ReactNode,
  { width = 400, height = 600, theme = 'light', ...provider }: MountOptions = {},
) {
  const background = theme === 'dark' ? '#16181d' : '#ffffff';
  return render(
    <StrictMode>
      <ChatProvider client={client} theme={theme} {...provider}>
        <div style={{ width, height, background }}>{content}</div>
      </ChatProvider>
    </StrictMode>,
  );
}
