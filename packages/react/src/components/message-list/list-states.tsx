import type { ConversationId, HistoryLoad } from '@chat/core';
import { useLabels } from '../../hooks/use-chat-settings';
import { useConversation } from '../../hooks/use-conversation';
import { Button } from '../button/button';
import { ConversationPreviewLine } from '../conversation-list/conversation-preview';
import { Icon } from '../icons/icon';

const bubbles = [
  { own: false, width: 220, lines: 1 },
  { own: false, width: 300, lines: 2 },
  { own: true, width: 180, lines: 1 },
  { own: false, width: 260, lines: 1 },
  { own: true, width: 320, lines: 3 },
  { own: true, width: 140, lines: 1 },
  { own: false, width: 200, lines: 1 },
];

/** Bubbles of the right size while the first page is on its way. */
export function MessageListSkeleton() {
  const labels = useLabels().common;
  return (
    <div className="chat-messages-skeleton" role="status" aria-label={labels.loading}>
      {bubbles.map(({ own, width, lines }, index) => (
        <div
          key={index}
          className="chat-skeleton chat-skeleton-bubble"
          data-own={own ? '' : undefined}
          style={{ inlineSize: width, blockSize: 14 + lines * 22 }}
        />
      ))}
    </div>
  );
}

/** Nothing here yet, nothing that the backend would tell, or nothing that could be loaded. */
export function NoMessages({
  conversationId,
  load,
  onRetry,
}: {
  readonly conversationId: ConversationId;
  readonly load: HistoryLoad | undefined;
  readonly onRetry: () => void;
}) {
  const labels = useLabels();
  const view = useConversation(conversationId);
  if (load?.newest.name === 'failed') {
    return (
      <div className="chat-notice chat-messages-notice" role="alert">
        <Icon name="warning" size={28} />
        <div className="chat-notice-title">{labels.messageList.failed}</div>
        <div className="chat-part">{labels.error[load.newest.error.code]}</div>
        <Button className="chat-notice-action" onClick={onRetry}>
          {labels.common.retry}
        </Button>
      </div>
    );
  }
  const isUntold = view !== undefined && view.preview !== null;
  return (
    <div className="chat-notice chat-messages-notice">
      <Icon name="message" size={28} />
      <div className="chat-notice-title">
        {isUntold ? labels.messageList.untold : labels.messageList.empty}
      </div>
      {isUntold ? (
        <ConversationPreviewLine view={{ ...view, draft: null, typing: [] }} />
      ) : view?.write.name === 'closed' ? null : (
        <div className="chat-part">{labels.messageList.emptyHint}</div>
      )}
    </div>
  );
}

/** Above the first row: loading, failed, or the beginning of everything. */
export function HistoryHeader({
  older,
  reachedStart,
  onRetry,
}: {
  readonly older: HistoryLoad['older'] | undefined;
  readonly reachedStart: boolean;
  readonly onRetry: () => void;
}) {
  const labels = useLabels();
  if (older?.name === 'loading')
    return <span className="chat-history-note">{labels.messageList.loadingOlder}</span>;
  if (older?.name === 'failed') {
    return (
      <span className="chat-history-note" role="alert">
        {labels.messageList.failed}{' '}
        <button type="button" className="chat-status-action" onClick={onRetry}>
          {labels.common.retry}
        </button>
      </span>
    );
  }
  return reachedStart ? <span className="chat-history-note">{labels.messageList.start}</span> : null;
}
