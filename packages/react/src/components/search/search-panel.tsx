import type { ConversationId, Message } from '@chat/core';
import { useEffect, useState } from 'react';
import { useAnnounce, useLabels } from '../../hooks/use-chat-settings';
import { useSearch } from '../../hooks/use-search';
import { Button } from '../button/button';
import type { MessageTarget } from '../chat-view/message-target';
import { EmptyPanel, PanelFrame } from '../chat-view/panel-frame';
import { Icon } from '../icons/icon';
import { MessageResult } from './message-result';
import { useCombobox } from './use-combobox';

export interface SearchPanelProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly conversationId: ConversationId;
  /** All conversations can be searched, too. */
  readonly everywhere: boolean;
  readonly onShow: (target: MessageTarget) => void;
}

/** Finds messages in this conversation or in all, and goes to them. */
export function SearchPanel({ onOpenChange, conversationId, everywhere, onShow }: SearchPanelProps) {
  const labels = useLabels().search;
  const [text, setText] = useState('');
  const [all, setAll] = useState(false);
  const search = useSearch(text, all ? {} : { conversationId });
  const { messages, state } = search;
  const pick = ({ conversationId: id, id: messageId }: Message) => onShow({ conversationId: id, messageId });
  const box = useCombobox({
    count: messages.length,
    question: `${all} ${text.trim()}`,
    onPick(index) {
      const message = messages[index];
      if (message !== undefined) pick(message);
    },
    onEnd: search.loadMore,
  });
  useSpokenCount(state === 'ready' ? messages.length : null, search.hasMore);
  const label = all ? labels.labelAll : labels.label;
  return (
    <PanelFrame title={labels.title} onClose={() => onOpenChange(false)}>
      <div className="chat-panel-tools">
        <label className="chat-search">
          <Icon name="search" size={18} />
          <input
            {...box.field}
            className="chat-search-input"
            type="search"
            value={text}
            placeholder={label}
            aria-label={label}
            autoFocus
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        {everywhere ? (
          <div className="chat-tabs" role="group" aria-label={labels.where}>
            {[false, true].map((value) => (
              <button
                key={String(value)}
                type="button"
                className="chat-tab"
                aria-pressed={all === value}
                onClick={() => setAll(value)}
              >
                {value ? labels.everywhere : labels.here}
              </button>
            ))}
          </div>
        ) : null}
      </div>
      {search.source === 'device' && state !== 'idle' ? (
        <div className="chat-panel-hint">
          <Icon name="info" size={14} />
          {labels.onDevice}
        </div>
      ) : null}
      <div className="chat-results" id={box.listId} role="listbox" aria-label={labels.results}>
        {messages.map((message, index) => (
          <MessageResult
            key={`${message.conversationId} ${message.id}`}
            id={box.optionId(index)}
            message={message}
            question={text}
            active={index === box.active}
            showConversation={all}
            onPick={pick}
          />
        ))}
      </div>
      <SearchEnd search={search} />
    </PanelFrame>
  );
}

/** Below the results: that there are none, that it failed, or a way to more. */
function SearchEnd({ search }: { readonly search: ReturnType<typeof useSearch> }) {
  const labels = useLabels();
  const { state, messages, error, hasMore, loadMore, retry } = search;
  if (state === 'failed' && error !== null) {
    return (
      <div className="chat-panel-note" role="alert">
        <div className="chat-panel-note-text">{labels.error[error.code]}</div>
        <Button onClick={retry}>{labels.common.retry}</Button>
      </div>
    );
  }
  if (state === 'idle') return <EmptyPanel icon="search">{labels.search.hint}</EmptyPanel>;
  if (state === 'searching') return <div className="chat-panel-note">{labels.search.searching}</div>;
  if (messages.length === 0) return <EmptyPanel icon="search">{labels.search.nothing}</EmptyPanel>;
  return hasMore ? (
    <div className="chat-panel-note">
      <Button variant="plain" onClick={loadMore}>
        {labels.search.more}
      </Button>
    </div>
  ) : null;
}

/** Tells screen readers how many there are, once they are there. */
function useSpokenCount(count: number | null, hasMore: boolean): void {
  const announce = useAnnounce();
  const labels = useLabels().search;
  useEffect(() => {
    if (count !== null) announce(labels.count(count, hasMore));
  }, [count, hasMore, announce, labels]);
}
