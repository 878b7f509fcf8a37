import type { ConversationId, ConversationView, MessageStatus } from '@chat/core';
import { memo } from 'react';
import { useComponents, useFormats, useLabels } from '../../hooks/use-chat-settings';
import { useBusinessLine } from '../../hooks/use-business-line';
import { useConversation } from '../../hooks/use-conversation';
import { Avatar } from '../avatar/avatar';
import { Icon } from '../icons/icon';
import type { IconName } from '../icons/paths';
import { ConversationPreviewLine } from './conversation-preview';

export interface ConversationRowProps {
  readonly id: ConversationId;
  readonly domId: string;
  readonly index: number;
  readonly count: number;
  readonly start: number;
  readonly selected: boolean;
  readonly active: boolean;
  readonly today: number;
  /** Tells the list how tall the row came out. */
  readonly measure: (row: HTMLElement | null) => void;
}

/** One line of the list. What it shows is rendered again only when its own conversation changes. */
export const ConversationRow = memo(function ConversationRow({
  id,
  domId,
  index,
  count,
  start,
  selected,
  active,
  today,
  measure,
}: ConversationRowProps) {
  return (
    <div
      ref={measure}
      className="chat-conversation"
      data-index={index}
      id={domId}
      role="option"
      aria-selected={selected}
      aria-setsize={count}
      aria-posinset={index + 1}
      data-active={active}
      data-conversation={id}
      style={{ transform: `translateY(${start}px)` }}
    >
      <ConversationContent id={id} today={today} />
    </div>
  );
});

const ConversationContent = memo(function ConversationContent({
  id,
  today,
}: Pick<ConversationRowProps, 'id' | 'today'>) {
  const view = useConversation(id);
  return view === undefined ? null : <ConversationLines view={view} today={today} />;
});

function ConversationLines({ view, today }: { readonly view: ConversationView; readonly today: number }) {
  const labels = useLabels();
  const formats = useFormats();
  const { ConversationContext } = useComponents();
  const { conversation, unreadCount } = view;
  const business = useBusinessLine(view);
  const list = labels.conversationList;
  return (
    <>
      <Avatar
        name={view.title}
        id={view.avatarId}
        url={view.avatarUrl}
        size={44}
        presence={view.online === true ? 'online' : null}
      />
      <span className="chat-conversation-lines">
        <span className="chat-conversation-line">
          <bdi className="chat-conversation-title">{view.title}</bdi>
          {conversation.muted ? <Mark icon="bellOff" label={list.muted} /> : null}
          {conversation.pinned ? <Mark icon="pin" label={list.pinned} /> : null}
          {view.lastActivityAt > 0 ? (
            <time
              className="chat-conversation-time"
              dateTime={new Date(view.lastActivityAt).toISOString()}
              title={formats.dateTime(view.lastActivityAt)}
            >
              {formats.moment(view.lastActivityAt, today)}
            </time>
          ) : null}
        </span>
        <span className="chat-conversation-line">
          <PreviewStatus view={view} />
          <ConversationPreviewLine view={view} />
          {view.hasFailed ? <Mark icon="warning" label={list.notSent} danger /> : null}
          {unreadCount > 0 ? (
            <span className="chat-badge" data-muted={conversation.muted}>
              <span className="chat-part" aria-hidden="true">
                {unreadCount > 99 ? '99+' : formats.number(unreadCount)}
              </span>
              <span className="chat-hidden">{list.unread(unreadCount)}</span>
            </span>
          ) : null}
        </span>
        {ConversationContext !== undefined ? (
          <ConversationContext conversation={view} />
        ) : business.length > 0 ? (
          <span className="chat-conversation-context">{business.join(' · ')}</span>
        ) : null}
      </span>
    </>
  );
}

function Mark({
  icon,
  label,
  danger = false,
}: {
  readonly icon: IconName;
  readonly label: string;
  readonly danger?: boolean;
}) {
  return (
    <span className="chat-conversation-mark" data-danger={danger} role="img" aria-label={label} title={label}>
      <Icon name={icon} size={15} />
    </span>
  );
}

const statusIcons: Partial<Record<MessageStatus, IconName>> = {
  saving: 'clock',
  queued: 'clock',
  sending: 'clock',
  checking: 'clock',
  sent: 'check',
  delivered: 'checkDouble',
  read: 'checkDouble',
};

function PreviewStatus({ view }: { readonly view: ConversationView }) {
  const labels = useLabels().status;
  const { preview } = view;
  const hidden = view.draft !== null || view.typing.length > 0 || preview === null || preview.deleted;
  const icon = hidden || !preview.own ? undefined : statusIcons[preview.status];
  if (icon === undefined || preview === null) return null;
  const label = labels[preview.status];
  return (
    <span
      className="chat-conversation-status"
      data-status={preview.status}
      role="img"
      aria-label={label}
      title={label}
    >
      <Icon name={icon} size={15} />
    </span>
  );
}
