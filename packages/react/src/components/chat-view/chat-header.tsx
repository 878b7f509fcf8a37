import type { ConversationId, ConversationView } from '@chat/core';
import { Fragment, useCallback } from 'react';
import { useBusinessLine } from '../../hooks/use-business-line';
import { useComponents, useLabels } from '../../hooks/use-chat-settings';
import { useConversation } from '../../hooks/use-conversation';
import { usePresence } from '../../hooks/use-presence';
import { Avatar } from '../avatar/avatar';
import { IconButton } from '../button/button';
import { ConversationActions } from '../conversation-list/conversation-actions';
import { Icon } from '../icons/icon';
import { useViewPanel } from './panel-context';

export interface ChatHeaderProps {
  readonly conversationId: ConversationId;
  readonly onBack?: (() => void) | undefined;
}

/** On the way to the button already, so that the first letters typed after it have a field to go to. */
const fetchSearch = () => {
  import('../search/search-panel').catch(() => undefined);
};

/** Whom one is talking to. */
export function ChatHeader({ conversationId, onBack }: ChatHeaderProps) {
  const labels = useLabels();
  const { HeaderActions } = useComponents();
  const conversation = useConversation(conversationId);
  const presence = usePresence(conversation?.otherUserId ?? null);
  const panel = useViewPanel();
  const openMedia = useCallback(() => panel.open('media'), [panel]);
  if (conversation === undefined) return null;
  return (
    <header className="chat-header">
      {onBack === undefined ? null : (
        <IconButton
          className="chat-header-back"
          label={labels.chatView.backToList}
          icon={<Icon name="back" />}
          onClick={onBack}
        />
      )}
      <Avatar
        name={conversation.title}
        id={conversation.avatarId}
        url={conversation.avatarUrl}
        size={36}
        presence={presence?.status}
      />
      <div className="chat-header-words">
        <h2 className="chat-header-title">
          <bdi className="chat-part">{conversation.title}</bdi>
        </h2>
        <HeaderLine conversation={conversation} />
      </div>
      {HeaderActions === undefined ? null : <HeaderActions conversation={conversation} />}
      <IconButton
        label={labels.search.title}
        icon={<Icon name="search" />}
        aria-expanded={panel.name === 'search'}
        onPointerEnter={fetchSearch}
        onFocus={fetchSearch}
        onClick={() => (panel.name === 'search' ? panel.close() : panel.open('search'))}
      />
      <ConversationActions conversationId={conversationId} onMedia={openMedia} />
    </header>
  );
}

/** Under the title: business facts where there are some, else members or presence. */
function HeaderLine({ conversation }: { readonly conversation: ConversationView }) {
  const labels = useLabels();
  const { ConversationContext } = useComponents();
  const presence = usePresence(conversation.otherUserId);
  const business = useBusinessLine(conversation);
  if (ConversationContext !== undefined) {
    return (
      <div className="chat-header-line">
        <ConversationContext conversation={conversation} />
      </div>
    );
  }
  const { kind, members, memberCount, participants } = conversation.conversation;
  const count = memberCount ?? members?.length ?? participants.length;
  const facts = [
    kind === 'group' && count > 0 ? labels.chatView.members(count) : null,
    presence === null ? null : labels.presence[presence.status],
    ...business,
  ].filter((fact) => fact !== null);
  if (facts.length === 0) return null;
  return (
    <div className="chat-header-line">
      {facts.map((fact, index) => (
        <Fragment key={fact}>
          {index === 0 ? null : ' · '}
          {/* Each stands in its own direction, so that a number stays with its word. */}
          <bdi className="chat-part">{fact}</bdi>
        </Fragment>
      ))}
    </div>
  );
}
