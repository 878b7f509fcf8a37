import type { ChatClient } from '@chat/core';
import { useMemo, useState, type ReactNode } from 'react';
import { AnnounceContext, ClientContext, PortalContext, SettingsContext } from './chat-context';
import { mergeLabels, type LabelOverrides } from './labels';
import { createFormats } from './lib/formats';
import { useSpeaker } from './lib/use-speaker';
import type { ChatComponents } from './slots';
import type { MessageTemplates } from './lib/templates';

export interface ChatProviderProps {
  /** Created, started and closed by the host. */
  readonly client: ChatClient;
  readonly labels?: LabelOverrides | undefined;
  /** BCP 47 language of dates, times and numbers; should match the labels. Default `en`. */
  readonly locale?: string | undefined;
  /** IANA name; default the browser's own. */
  readonly timeZone?: string | undefined;
  /** Without it the page's `color-scheme` is followed. */
  readonly theme?: 'light' | 'dark' | 'system' | undefined;
  /** Without it the page's direction is followed. */
  readonly dir?: 'ltr' | 'rtl' | undefined;
  readonly density?: 'comfortable' | 'compact' | undefined;
  readonly components?: ChatComponents | undefined;
  /** Canned replies, offered by a button and by `/` at the beginning of a message. */
  readonly templates?: MessageTemplates | undefined;
  /** Only these are offered, to react and to write with; a backend's own set is narrowed by it. */
  readonly emoji?: readonly string[] | undefined;
  /** Bold, italic, code, lists and quotes are read in messages. Default false. */
  readonly markdown?: boolean | undefined;
  readonly children?: ReactNode;
}

const noComponents: ChatComponents = {};
const noTemplates: MessageTemplates = [];

/** Puts a ready client into context and wraps its children in the themed root. Creates and starts nothing. */
export function ChatProvider({
  client,
  labels,
  locale = 'en',
  timeZone,
  theme,
  dir,
  density = 'comfortable',
  components = noComponents,
  templates = noTemplates,
  emoji,
  markdown = false,
  children,
}: ChatProviderProps) {
  const [portal, setPortal] = useState<HTMLElement | null>(null);
  const merged = useMemo(() => mergeLabels(labels), [labels]);
  const formats = useMemo(() => createFormats(locale, timeZone), [locale, timeZone]);
  const settings = useMemo(
    () => ({ labels: merged, formats, components, templates, emoji: emoji ?? null, markdown }),
    [merged, formats, components, templates, emoji, markdown],
  );
  return (
    <ClientContext.Provider value={client}>
      <SettingsContext.Provider value={settings}>
        <PortalContext.Provider value={portal}>
          <div className="chat-root" data-theme={theme} data-density={density} dir={dir} lang={locale}>
            <Announcer>{children}</Announcer>
            <div className="chat-portal" ref={setPortal} />
          </div>
        </PortalContext.Provider>
      </SettingsContext.Provider>
    </ClientContext.Provider>
  );
}

/** The one polite live region; speaking does not render what is inside again. */
function Announcer({ children }: { readonly children?: ReactNode }) {
  const { spoken, announce } = useSpeaker();
  return (
    <AnnounceContext.Provider value={announce}>
      {children}
      <div className="chat-hidden chat-announcer" role="status" aria-live="polite">
        {spoken}
      </div>
    </AnnounceContext.Provider>
  );
}
