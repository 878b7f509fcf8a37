import type { ChatClient } from '@chat/core';
import { createContext } from 'react';
import type { Labels } from './labels';
import type { Formats } from './lib/formats';
import type { ChatComponents } from './slots';
import type { MessageTemplates } from './lib/templates';

/** What every component below a provider may read; changes only with the provider's props. */
export interface ChatSettings {
  readonly labels: Labels;
  readonly formats: Formats;
  readonly components: ChatComponents;
  readonly templates: MessageTemplates;
  /** Only these are offered, or null for every emoji. */
  readonly emoji: readonly string[] | null;
  /** Marks in messages are read. */
  readonly markdown: boolean;
}

export const ClientContext = createContext<ChatClient | null>(null);
export const SettingsContext = createContext<ChatSettings | null>(null);
/** The element dialogs and popovers are rendered into; null until mounted and on the server. */
export const PortalContext = createContext<HTMLElement | null>(null);
/** Tells a screen reader something, politely. */
export const AnnounceContext = createContext<(text: string) => void>(() => undefined);
