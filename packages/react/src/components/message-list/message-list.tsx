import type { ConversationId, LoadState, MessageId, TimelineView } from '@chat/core';
import { forwardRef, useId, useImperativeHandle, useRef, useState, type ForwardedRef } from 'react';
import { useChatClient } from '../../hooks/use-chat-client';
import { useFormats, useLabels } from '../../hooks/use-chat-settings';
import { useConversation } from '../../hooks/use-conversation';
import { useFirstUnread, useOpeningKey } from '../../hooks/use-first-unread';
import { useMessages } from '../../hooks/use-messages';
import { usePageAttention } from '../../hooks/use-page-attention';
import { useReadMarker } from '../../hooks/use-read-marker';
import { useRowsOnScreen } from '../../hooks/use-rows-on-screen';
import { useComposerActions } from '../chat-view/composer-context';
import { useMessageStage } from '../chat-view/navigation-context';
import { useActionsAhead } from '../message-bubble/actions-on-demand';
import { FloatingDay } from './floating-day';
import { ListRow } from './list-row';
import { HistoryHeader, MessageListSkeleton, NoMessages } from './list-states';
import { MessageScroller } from './message-scroller';
import { rowLayout } from './row-layout';
import type { RowRange } from './row-window';
import { SeekNote } from './seek-note';
import { ToEndButton } from './to-end-button';
import { useJump } from './use-jump';
import { openTop, useListWindow } from './use-list-window';
import { useRoving } from './use-roving';

export interface MessageListProps {
  readonly conversationId: ConversationId;
  /**
   * Whether only the rows around the screen are laid out; default true. `false` lays out all that is loaded, so that
   * the browser's own find and print see it; `auto` does so for whole conversations of up to 100 messages.
   */
  readonly virtualize?: boolean | 'auto' | undefined;
}

/** What a host can ask of a list of messages. */
export interface MessageListHandle {
  /**
   * Goes to a message and marks it for a moment, loading around it when it is not there yet. Rejects with a
   * `ChatError`: `not-found` when it is gone or too far back to be loaded.
   */
  scrollToMessage(id: MessageId): Promise<void>;
  scrollToEnd(): void;
  /** Puts the focus on the message that Tab reaches. */
  focus(): void;
}

/** A conversation's messages. Opens at the first unread one, else at the end, and keeps what is read in place. */
export const MessageList = forwardRef<MessageListHandle, MessageListProps>(function MessageList(props, ref) {
  const client = useChatClient();
  const { conversationId } = props;
  const { timeline, load } = useMessages(conversationId);
  if (timeline.length > 0) return <OpenMessageList key={conversationId} {...props} handle={ref} />;
  const waiting = load === undefined || load.newest.name === 'idle' || load.newest.name === 'loading';
  return (
    <div className="chat-messages">
      {waiting ? (
        <MessageListSkeleton />
      ) : (
        <NoMessages conversationId={conversationId} load={load} onRetry={() => client.reconnect()} />
      )}
    </div>
  );
});

const loadWithin = 25;
const mostWhole = 100;

function OpenMessageList({
  conversationId,
  virtualize = true,
  handle,
}: MessageListProps & { readonly handle: ForwardedRef<MessageListHandle> }) {
  const labels = useLabels().messageList;
  const formats = useFormats();
  const idPrefix = useId();
  const composer = useComposerActions();
  const attentive = usePageAttention();
  const kind = useConversation(conversationId)?.conversation.kind ?? 'direct';
  const messages = useMessages(conversationId);
  const { timeline, load, loadOlder, loadNewer, readTimeline } = messages;
  const root = useRef<HTMLDivElement>(null);

  const openAt = useOpeningKey(conversationId);
  const whole = isWhole(timeline, virtualize);
  const list = useListWindow(timeline, { openAt, whole, readTimeline });
  const unread = useFirstUnread(conversationId, (fresh) => fresh && list.pinned && attentive);
  const jump = useJump(messages, list);
  const roving = useRoving(root, timeline, list, composer.focusInput);
  useReadMarker(conversationId, list.pinned && unread.fresh);
  const tellOnScreen = useRowsOnScreen(conversationId);
  useActionsAhead();

  const actions: MessageListHandle = {
    scrollToMessage: jump.to,
    scrollToEnd: list.toEnd,
    focus: roving.focus,
  };
  useImperativeHandle(handle, () => actions);
  useMessageStage(actions);

  // What was kept from last time is shown first; what is unread is known with the newest page.
  const [placed, setPlaced] = useState(unread.fresh);
  if (unread.fresh && !placed) {
    setPlaced(true);
    if (unread.key !== null && list.pinned) list.show(unread.key, openTop);
  }

  const newestOwn = newestOwnIndex(timeline);
  const onVisible = (visible: RowRange) => {
    if (!whole) list.see(visible);
    roving.settle(visible);
    tellOnScreen(timeline.at(visible.start)?.key, timeline.at(visible.end - 1)?.key);
    const { older, newer } = load ?? {};
    if (visible.start < loadWithin && !timeline.reachedStart && isIdle(older)) attempt(loadOlder);
    if (visible.end > timeline.length - loadWithin && !timeline.reachedEnd && isIdle(newer))
      attempt(loadNewer);
  };
  const renderRow = (index: number) => {
    const message = timeline.at(index);
    if (message === undefined) return null;
    return (
      <ListRow
        key={message.key}
        {...rowLayout(timeline, index, unread.key, formats)}
        message={message}
        conversationKind={kind}
        showStatus={index === newestOwn}
        highlighted={jump.highlighted === message.key}
        active={roving.activeKey === message.key}
        idPrefix={idPrefix}
        onJump={jump.to}
      />
    );
  };
  return (
    <div className="chat-messages" ref={root} {...roving.handlers}>
      <MessageScroller
        timeline={timeline}
        range={list.range}
        whole={whole}
        keeper={list.keeper}
        request={list.request}
        label={labels.messages}
        busy={timeline.loadingOlder || timeline.loadingNewer}
        renderRow={renderRow}
        onVisible={onVisible}
        header={
          <HistoryHeader
            older={load?.older}
            reachedStart={timeline.reachedStart && list.range.start === 0}
            onRetry={() => attempt(loadOlder)}
          />
        }
        floating={<FloatingDay timeline={timeline} keeper={list.keeper} />}
      />
      <SeekNote seek={jump.seek} length={timeline.length} onStop={jump.stop} />
      {list.pinned ? null : (
        <ToEndButton
          newCount={list.newCount}
          returns={jump.back !== null}
          onPress={jump.back ?? list.toEnd}
        />
      )}
    </div>
  );
}

function isWhole(
  { length, reachedStart, reachedEnd }: TimelineView,
  virtualize: MessageListProps['virtualize'],
): boolean {
  return virtualize === false || (virtualize === 'auto' && reachedStart && reachedEnd && length <= mostWhole);
}

function isIdle(load: LoadState | undefined): boolean {
  return load === undefined || load.name === 'idle' || load.name === 'ready';
}

/** What went wrong is in the state, where it is shown with a way to try again. */
function attempt(load: () => Promise<void>): void {
  load().catch(() => undefined);
}

const farthestOwn = 200;

/** The own message that shows how far it got; not looked for beyond what can be on screen. */
function newestOwnIndex(timeline: TimelineView): number {
  const stop = Math.max(0, timeline.length - farthestOwn);
  for (let index = timeline.length - 1; index >= stop; index -= 1) {
    if (timeline.at(index)?.own === true) return index;
  }
  return -1;
}
