import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import { focusedElement } from '../../lib/focused-element';

/** What can stand beside the messages, or instead of them where there is no room. */
export type ViewPanelName = 'search' | 'media';

export interface ViewPanel {
  readonly name: ViewPanelName | null;
  open(name: ViewPanelName): void;
  /** Focus goes back to what opened it, if it was in the panel. */
  close(): void;
}

const none: ViewPanel = { name: null, open: () => undefined, close: () => undefined };
const PanelContext = createContext<ViewPanel>(none);

export function PanelProvider({ children }: { readonly children?: ReactNode }) {
  const [name, setName] = useState<ViewPanelName | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const open = useCallback((next: ViewPanelName) => {
    const focused = focusedElement();
    if (focused instanceof HTMLElement && focused.closest('.chat-panel') === null) opener.current = focused;
    setName(next);
  }, []);
  const close = useCallback(() => {
    const back = focusedElement()?.closest('.chat-panel') != null;
    setName(null);
    // What is behind the panel can only be reached once it is gone.
    if (back) requestAnimationFrame(() => opener.current?.focus({ preventScroll: true }));
  }, []);
  const panel = useMemo(() => ({ name, open, close }), [name, open, close]);
  return <PanelContext.Provider value={panel}>{children}</PanelContext.Provider>;
}

/** The panel of the view around; outside of one there is none. */
export function useViewPanel(): ViewPanel {
  return useContext(PanelContext);
}
