import { useContext } from 'react';
import { AnnounceContext, PortalContext, SettingsContext, type ChatSettings } from '../chat-context';
import type { Labels } from '../labels';
import type { Formats } from '../lib/formats';

function useChatSettings(): ChatSettings {
  const settings = useContext(SettingsContext);
  if (settings === null)
    throw new Error('Chat components and hooks need a <ChatProvider client={…}> above them.');
  return settings;
}

/** Every string the components show. */
export function useLabels(): Labels {
  return useChatSettings().labels;
}

/** Dates, times, sizes and lists in the provider's language and time zone. */
export function useFormats(): Formats {
  return useChatSettings().formats;
}

/** The parts the host replaced. */
export function useComponents(): ChatSettings['components'] {
  return useChatSettings().components;
}

/** The emoji to offer where the backend accepts `set` (null: any); null for every emoji. */
export function useEmojiSet(set: readonly string[] | null): readonly string[] | null {
  const { emoji } = useChatSettings();
  return emoji === null || set === null ? (set ?? emoji) : set.filter((each) => emoji.includes(each));
}

/** Whether a few marks in texts are read; a text stands alone too, and then they are not. */
export function useMarkdown(): boolean {
  return useContext(SettingsContext)?.markdown === true;
}

/** Where dialogs and popovers go, so that they keep the theme; null until mounted. */
export function usePortalContainer(): HTMLElement | null {
  return useContext(PortalContext);
}

/** Says something to screen reader users, politely and at most once a second. */
export function useAnnounce(): (text: string) => void {
  return useContext(AnnounceContext);
}
