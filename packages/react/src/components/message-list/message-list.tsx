import type { ConversationId, LoadState, TimelineView } from '@chat/core';
import { useId, useState } from 'react';
import { useChatClient } from '../../hooks/use-chat-client';
import { useFormats, useLabels } from '../../hooks/use-chat-settings';
import { useConversation } from '../../hooks/use-conversation';
import { useFirstUnread, useOpeningKey } from '../../hooks/use-first-unread';
import { useMessages } from '../../hooks/use-messages';
import { usePageAttention } from '../../hooks/use-page-attention';
import { useReadMarker } from '../../hooks/use-read-marker';
import { useComposerActions } from '../chat-view/composer-context';
import { FloatingDay } from './floating-day';
import { ListRow } from './list-row';
import { HistoryHeader, MessageListSkeleton, NoMessages } from './list-states';
import { MessageScroller, type MessageScrollerProps } from './message-scroller';
import { rowLayout } from './row-layout';
import type { RowRange } from './row-window';
import { ToEndButton } from './to-end-button';
import { useJump } from './use-jump';
import { openTop, useListWindow } from './use-list-window';
import { useRoving } from './use-roving';

export interface MessageListProps {
  readonly conversationId: ConversationId;
}

/** A conversation's messages. Opens at the first unread one, else at the end, and keeps what is read in place. */
export function MessageList({ conversationId }: MessageListProps) {
  const client = useChatClient();
  const { timeline, load } = useMessages(conversationId);
  if (timeline.length > 0) return <OpenMessageList key={conversationId} conversationId={conversationId} />;
  const waiting = load === undefined || load.newest.name === 'idle' || load.newest.name === 'loading';
  return (
    <div className="chat-messages">
      {waiting ? <MessageListSkeleton /> : <NoMessages load={load} onRetry={() => client.reconnect()} />}
    </div>
  );
}

const loadWithin = 25;

function OpenMessageList({ conversationId }: MessageListProps) {
  const labels = useLabels().messageList;
  const formats = useFormats();
  const idPrefix = useId();
  const composer = useComposerActions();
  const attentive = usePageAttention();
  const kind = useConversation(conversationId)?.conversation.kind ?? 'direct';
  const messages = useMessages(conversationId);
  const { timeline, load, loadOlder, loadNewer, readTimeline } = messages;

  const openAt = useOpeningKey(conversationId);
  const list = useListWindow(timeline, openAt, readTimeline);
  const unread = useFirstUnread(conversationId, (fresh) => fresh && list.pinned && attentive);
  const jump = useJump(messages, list);
  const roving = useRoving(timeline, list, composer.focusInput);
  useReadMarker(conversationId, list.pinned && unread.fresh);

  // What was kept from last time is shown first; what is unread is known with the newest page.
  const [placed, setPlaced] = useState(unread.fresh);
  if (unread.fresh && !placed) {
    setPlaced(true);
    if (unread.key !== null && list.pinned) list.show(unread.key, openTop);
  }

  const newestOwn = newestOwnIndex(timeline);
  const onVisible = (visible: RowRange) => {
    list.see(visible);
    const { older, newer } = load ?? {};
    if (visible.start < loadWithin && !timeline.reachedStart && isIdle(older)) attempt(loadOlder);
    if (visible.end > timeline.length - loadWithin && !timeline.reachedEnd && isIdle(newer))
      attempt(loadNewer);
  };
  const renderRow: MessageScrollerProps['renderRow'] = (index, offset, measure) => {
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
        offset={offset}
        position={index + 1}
        setSize={timeline.reachedStart && timeline.reachedEnd ? timeline.length : -1}
        measure={measure}
        onJump={jump.to}
      />
    );
  };
  return (
    <div className="chat-messages" {...roving.handlers}>
      <MessageScroller
        timeline={timeline}
        range={list.range}
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
        floating={(index, moving) => {
          const first = timeline.at(index);
          return first === undefined ? null : <FloatingDay at={first.createdAt} moving={moving} />;
        }}
      />
      {list.pinned ? null : <ToEndButton newCount={list.newCount} onPress={list.toEnd} />}
    </div>
  );
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
