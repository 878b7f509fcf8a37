import type { ChatError } from '@chat/core';
import type { ReactNode } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { Button } from '../button/button';

const rows = [62, 48, 70, 40, 56, 66];

/** Rows of the right size while the first page is on its way. */
export function ListSkeleton() {
  const labels = useLabels().common;
  return (
    <div className="chat-conversations" role="status" aria-label={labels.loading}>
      {rows.map((width) => (
        <div key={width} className="chat-conversation-skeleton" aria-hidden="true">
          <span className="chat-skeleton chat-conversation-skeleton-avatar" />
          <span className="chat-conversation-lines">
            <span
              className="chat-skeleton chat-conversation-skeleton-line"
              style={{ inlineSize: `${width}%` }}
            />
            <span className="chat-skeleton chat-conversation-skeleton-line" style={{ inlineSize: '84%' }} />
          </span>
        </div>
      ))}
    </div>
  );
}

export interface ListNoticeProps {
  readonly title: string;
  readonly hint?: string | undefined;
  readonly children?: ReactNode;
}

export function ListNotice({ title, hint, children }: ListNoticeProps) {
  return (
    <div className="chat-notice chat-conversations" role="status">
      <span className="chat-notice-title">{title}</span>
      {hint === undefined ? null : <span className="chat-part">{hint}</span>}
      {children}
    </div>
  );
}

/** Nothing could be loaded: why, and a way to try again. */
export function ListFailure({ error, onRetry }: { readonly error: ChatError; readonly onRetry: () => void }) {
  const labels = useLabels();
  return (
    <ListNotice title={labels.conversationList.failed} hint={labels.error[error.code]}>
      <Button className="chat-notice-action" onClick={onRetry}>
        {labels.common.retry}
      </Button>
    </ListNotice>
  );
}

/** Above rows that are shown from the cache although loading them anew failed. */
export function ListStale({ onRetry }: { readonly onRetry: () => void }) {
  const labels = useLabels();
  return (
    <div className="chat-list-stale" role="status">
      <span className="chat-part">{labels.conversationList.stale}</span>
      <button type="button" className="chat-link-button" onClick={onRetry}>
        {labels.common.retry}
      </button>
    </div>
  );
}
