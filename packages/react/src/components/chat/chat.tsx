import type { ConversationId } from '@chat/core';
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useConversationStep } from '../../hooks/use-conversation-step';
import { classNames } from '../../lib/class-names';
import { ChatView } from '../chat-view/chat-view';
import { ConversationList, type ConversationListProps } from '../conversation-list/conversation-list';
import { Notifier } from '../notifier/notifier';
import { TitleBadge } from '../notifier/title-badge';
import { Divider } from './divider';
import { useLeftWhenGone } from './use-left-when-gone';
import { useListWidth } from './use-list-width';

export interface ChatProps {
  /** Controlled; with `onSelectedChange`. */
  readonly selectedId?: ConversationId | null | undefined;
  readonly defaultSelectedId?: ConversationId | null | undefined;
  readonly onSelectedChange?: ((conversationId: ConversationId | null) => void) | undefined;
  /** What the list is given besides the selection. */
  readonly list?: Omit<ConversationListProps, 'selectedId' | 'onSelect'> | undefined;
  /** Instead of the notice while no conversation is chosen. */
  readonly emptyState?: ReactNode;
  /** Puts the number of unread messages before the page's title. Default false. */
  readonly titleBadge?: boolean | undefined;
  readonly className?: string | undefined;
}

/** List and conversation side by side where there is room, else one at a time. Fills its container. */
export function Chat({
  selectedId,
  defaultSelectedId = null,
  onSelectedChange,
  list,
  emptyState,
  titleBadge = false,
  className,
}: ChatProps) {
  const [own, setOwn] = useState<ConversationId | null>(defaultSelectedId);
  const selected = selectedId === undefined ? own : selectedId;
  const [width, setWidth] = useListWidth();
  const root = useRef<HTMLDivElement>(null);
  const stepFrom = useConversationStep();
  useKeptFocus(root, selected);

  const select = useCallback(
    (id: ConversationId | null) => {
      setOwn(id);
      onSelectedChange?.(id);
    },
    [onSelectedChange],
  );
  const back = useCallback(() => select(null), [select]);
  useLeftWhenGone(selected, back);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key] as 1 | -1 | undefined;
    if (event.altKey && step !== undefined) {
      const next = stepFrom(selected, step);
      event.preventDefault();
      if (next !== undefined) select(next);
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      const search = root.current?.querySelector<HTMLElement>('.chat-list-tools .chat-search-input');
      if (search == null || getComputedStyle(search).visibility === 'hidden') return;
      event.preventDefault();
      search.focus();
    }
  };

  return (
    <div
      ref={root}
      className={classNames('chat-surface chat-app', className)}
      data-pane={selected === null ? 'list' : 'view'}
      onKeyDown={onKeyDown}
    >
      <Notifier openId={selected} onOpen={select} />
      {titleBadge ? <TitleBadge /> : null}
      <div className="chat-app-panes" style={{ '--chat-list-width': `${width}px` } as React.CSSProperties}>
        <div className="chat-app-list">
          <ConversationList {...list} selectedId={selected} onSelect={select} />
        </div>
        <Divider width={width} onWidth={setWidth} />
        <div className="chat-app-view" tabIndex={-1}>
          <ChatView
            conversationId={selected}
            onBack={selected === null ? undefined : back}
            empty={emptyState}
          />
        </div>
      </div>
    </div>
  );
}

/** Where the panes take turns, the one that goes must not take the focus with it. */
function useKeptFocus(root: { readonly current: HTMLElement | null }, selected: ConversationId | null): void {
  const before = useRef(selected);
  useEffect(() => {
    if (before.current === selected) return;
    before.current = selected;
    const { activeElement } = document;
    const isLost =
      activeElement === null ||
      activeElement === document.body ||
      (root.current?.contains(activeElement) === true &&
        getComputedStyle(activeElement).visibility === 'hidden');
    if (!isLost) return;
    const target = selected === null ? '.chat-conversations' : '.chat-app-view';
    root.current?.querySelector<HTMLElement>(target)?.focus({ preventScroll: true });
  }, [root, selected]);
}
