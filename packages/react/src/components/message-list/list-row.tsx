import type { ConversationKind, Gap, MessageId, MessageView } from '@chat/core';
import { memo } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { ActionsOnDemand } from '../message-bubble/actions-on-demand';
import { MessageRow } from '../message-bubble/message-row';
import { useRowGestures } from '../message-bubble/use-row-gestures';
import { useRowKeys } from '../message-bubble/use-row-keys';
import { DayLine } from './day-line';
import { GapRow } from './gap-row';

export interface ListRowProps {
  readonly message: MessageView;
  readonly conversationKind: ConversationKind;
  readonly first: boolean;
  readonly last: boolean;
  readonly day: number | null;
  readonly unread: boolean;
  readonly gap: Gap | null;
  readonly showStatus: boolean;
  readonly highlighted: boolean;
  /** The one row that can be reached by Tab. */
  readonly active: boolean;
  /** Begins the ids of the row's parts. */
  readonly idPrefix: string;
  readonly onJump: (id: MessageId) => void;
}

/**
 * An article of the feed: separators above, the message, and its actions while it has attention. Renders again only
 * when its own props change; the scroller tells its position.
 */
export const ListRow = memo(function ListRow(props: ListRowProps) {
  const { message, active, idPrefix, day, unread, gap } = props;
  const labels = useLabels().messageList;
  const gestures = useRowGestures();
  const onKeyDown = useRowKeys(message, gestures);
  const labelId = `${idPrefix}${message.key}`;
  return (
    <div
      className="chat-row"
      role="article"
      data-key={message.key}
      aria-labelledby={labelId}
      tabIndex={active ? 0 : -1}
      {...gestures.handlers}
      onKeyDown={onKeyDown}
    >
      {gap === null ? null : <GapRow conversationId={message.conversationId} gap={gap} />}
      {day === null ? null : <DayLine at={day} />}
      {unread ? (
        <div className="chat-unread">
          <span className="chat-unread-text">{labels.newMessages}</span>
        </div>
      ) : null}
      <MessageRow
        message={message}
        first={props.first}
        last={props.last}
        conversationKind={props.conversationKind}
        showStatus={props.showStatus}
        highlighted={props.highlighted}
        labelId={labelId}
        onJump={props.onJump}
        actions={
          gestures.active ? (
            <ActionsOnDemand message={message} gestures={gestures} showTime={!props.last} />
          ) : null
        }
      />
    </div>
  );
});
