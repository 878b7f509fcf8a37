import type { ConversationId } from '@chat/core';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useConversationStep } from '../../hooks/use-conversation-step';
import { classNames } from '../../lib/class-names';
import { focusedElement } from '../../lib/focused-element';
import { ChatView, type ChatViewHandle, type ChatViewProps } from '../chat-view/chat-view';
import type { MessageTarget } from '../chat-view/message-target';
import { ConversationList, type ConversationListProps } from '../conversation-list/conversation-list';
import { Notifier } from '../notifier/notifier';
import { TitleBadge } from '../notifier/title-badge';
import { dialogOnDemand } from '../dialogs/dialog-on-demand';
import { Divider } from './divider';
import { useLeftWhenGone } from './use-left-when-gone';
import { useListWidth } from './use-list-width';
import { useShortcuts } from './use-shortcuts';

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
  /** The keys of the whole chat: Alt+↑/↓ for the next conversation, Ctrl/Cmd+K to go anywhere. Default true. */
  readonly shortcuts?: boolean | undefined;
  /** Which messages are laid out; as of `ChatView`. */
  readonly virtualize?: ChatViewProps['virtualize'];
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
  shortcuts = true,
  virtualize,
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

  const view = useRef<ChatViewHandle>(null);
  const [jumping, setJumping] = useState(false);
  const [target, setTarget] = useState<MessageTarget | null>(null);
  useShortcuts(root, shortcuts, {
    onStep(step) {
      const next = stepFrom(selected, step);
      if (next !== undefined) select(next);
    },
    onJump: () => setJumping(true),
  });
  const openMessage = useCallback(
    (wanted: MessageTarget) => {
      select(wanted.conversationId);
      setTarget({ ...wanted });
    },
    [select],
  );
  // Whoever goes somewhere by keys wants to write there.
  const [arrived, setArrived] = useState<{ readonly id: ConversationId } | null>(null);
  useEffect(() => {
    if (arrived !== null) view.current?.focusInput();
  }, [arrived]);
  const openFromJump = (id: ConversationId) => {
    select(id);
    setArrived({ id });
  };

  return (
    <div
      ref={root}
      className={classNames('chat-surface chat-app', className)}
      data-pane={selected === null ? 'list' : 'view'}
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
            ref={view}
            conversationId={selected}
            target={target}
            virtualize={virtualize}
            onOpenMessage={openMessage}
            onBack={selected === null ? undefined : back}
            empty={emptyState}
          />
        </div>
      </div>
      {shortcuts ? (
        <JumpOnDemand
          open={jumping}
          onOpenChange={setJumping}
          onConversation={openFromJump}
          onMessage={openMessage}
        />
      ) : null}
    </div>
  );
}

const JumpOnDemand = dialogOnDemand(async () => (await import('../jump/jump-dialog')).JumpDialog);

/** Where the panes take turns, the one that goes must not take the focus with it. */
function useKeptFocus(root: { readonly current: HTMLElement | null }, selected: ConversationId | null): void {
  const before = useRef(selected);
  useEffect(() => {
    if (before.current === selected) return;
    before.current = selected;
    const focused = focusedElement();
    const isLost =
      focused === null ||
      focused === document.body ||
      (root.current?.contains(focused) === true && getComputedStyle(focused).visibility === 'hidden');
    if (!isLost) return;
    const target = selected === null ? '.chat-conversations' : '.chat-app-view';
    root.current?.querySelector<HTMLElement>(target)?.focus({ preventScroll: true });
  }, [root, selected]);
}
