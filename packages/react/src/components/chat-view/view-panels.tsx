import type { ConversationId } from '@chat/core';
import { useRef } from 'react';
import { dialogOnDemand } from '../dialogs/dialog-on-demand';
import type { MessageTarget } from './message-target';
import { useViewPanel } from './panel-context';

const SearchPanel = dialogOnDemand(async () => (await import('../search/search-panel')).SearchPanel);
const MediaPanel = dialogOnDemand(async () => (await import('../media/media-panel')).MediaPanel);

export interface ViewPanelsProps {
  readonly conversationId: ConversationId;
  /** Messages of other conversations can be shown, too. */
  readonly everywhere: boolean;
  readonly onShow: (target: MessageTarget) => void;
}

/** The panel that is open, if one is; its code comes with the first opening. */
export function ViewPanels({ conversationId, everywhere, onShow }: ViewPanelsProps) {
  const panel = useViewPanel();
  const side = useRef<HTMLDivElement>(null);
  const show = (target: MessageTarget) => {
    // Where it covers the messages it makes room for them.
    if (coversMessages(side.current)) panel.close();
    onShow(target);
  };
  const props = {
    open: true,
    onOpenChange: (open: boolean) => (open ? undefined : panel.close()),
    conversationId,
    onShow: show,
  };
  if (panel.name === null) return null;
  return (
    <div ref={side} className="chat-view-side">
      {panel.name === 'search' ? (
        <SearchPanel {...props} everywhere={everywhere} />
      ) : (
        <MediaPanel {...props} key={conversationId} />
      )}
    </div>
  );
}

function coversMessages(side: HTMLElement | null): boolean {
  const panel = side?.firstElementChild ?? null;
  return panel !== null && getComputedStyle(panel).position === 'absolute';
}
