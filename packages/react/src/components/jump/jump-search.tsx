import type { ConversationId, User } from '@chat/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useAnnounce, useLabels } from '../../hooks/use-chat-settings';
import { useConversation } from '../../hooks/use-conversation';
import { useDirect } from '../../hooks/use-direct';
import { Avatar } from '../avatar/avatar';
import type { MessageTarget } from '../chat-view/message-target';
import { ActionError } from '../dialogs/action-error';
import { Icon } from '../icons/icon';
import { MessageResult } from '../search/message-result';
import { useCombobox, type Combobox } from '../search/use-combobox';
import { useJumpOptions, type JumpOption } from './use-jump-options';

export interface JumpSearchProps {
  readonly onConversation: (conversationId: ConversationId) => void;
  readonly onMessage: (target: MessageTarget) => void;
}

const sections = ['conversation', 'person', 'message'] as const;

/** A field over conversations, people and messages: arrows choose, Enter goes there. */
export function JumpSearch({ onConversation, onMessage }: JumpSearchProps) {
  const labels = useLabels().jump;
  const [text, setText] = useState('');
  const { options, searching, source } = useJumpOptions(text);
  const direct = useDirect(undefined, onConversation);
  const go = (option: JumpOption | undefined) => {
    switch (option?.kind) {
      case 'conversation':
        return onConversation(option.id);
      case 'person':
        return direct.open(option.user);
      case 'message': {
        const { conversationId, id } = option.message;
        return onMessage({ conversationId, messageId: id });
      }
    }
  };
  const box = useCombobox({
    count: options.length,
    question: text.trim(),
    onPick: (index) => go(options[index]),
  });
  useSpoken(searching || text.trim() === '' ? null : options.length);
  const first = (kind: JumpOption['kind']) => options.findIndex((option) => option.kind === kind);
  const groups = sections
    .filter((kind) => first(kind) >= 0)
    .map((kind) => ({ kind, from: first(kind), items: options.filter((option) => option.kind === kind) }));
  return (
    <>
      <label className="chat-search chat-jump-field">
        <Icon name="search" />
        <input
          {...box.field}
          className="chat-search-input"
          type="text"
          value={text}
          placeholder={labels.label}
          aria-label={labels.label}
          autoFocus
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <ActionError error={direct.state.name === 'failed' ? direct.state.error : null} />
      <div className="chat-results" id={box.listId} role="listbox" aria-label={labels.title}>
        {groups.map(({ kind, from, items }) => (
          <div key={kind} role="group" aria-label={labels.sections[kind]} className="chat-jump-section">
            <div className="chat-jump-title" role="presentation">
              {text.trim() === '' ? labels.recent : labels.sections[kind]}
            </div>
            {items.map((option, index) => (
              <Option
                key={option.key}
                option={option}
                box={box}
                index={from + index}
                question={text}
                onPick={() => go(option)}
              />
            ))}
          </div>
        ))}
      </div>
      <div className="chat-jump-note">
        {searching ? labels.searching : options.length === 0 ? labels.nothing : null}
        {!searching && source === 'device' ? <span className="chat-part">{labels.onDevice}</span> : null}
      </div>
    </>
  );
}

interface OptionProps {
  readonly option: JumpOption;
  readonly box: Combobox;
  readonly index: number;
  readonly question: string;
  readonly onPick: () => void;
}

function Option({ option, box, index, question, onPick }: OptionProps) {
  const props = { id: box.optionId(index), active: index === box.active, onPick };
  switch (option.kind) {
    case 'conversation':
      return <ConversationOption {...props} conversationId={option.id} />;
    case 'person':
      return <PersonOption {...props} user={option.user} />;
    case 'message':
      return <MessageResult {...props} message={option.message} question={question} showConversation />;
  }
}

interface LineProps {
  readonly id: string;
  readonly active: boolean;
  readonly onPick: () => void;
}

function ConversationOption({
  conversationId,
  ...line
}: LineProps & { readonly conversationId: ConversationId }) {
  const view = useConversation(conversationId);
  if (view === undefined) return null;
  return (
    <Line {...line}>
      <Avatar name={view.title} id={view.avatarId} url={view.avatarUrl} size={28} />
      <bdi className="chat-jump-name">{view.title}</bdi>
    </Line>
  );
}

function PersonOption({ user, ...line }: LineProps & { readonly user: User }) {
  return (
    <Line {...line}>
      <Avatar name={user.name} id={user.id} url={user.avatarUrl} size={28} />
      <bdi className="chat-jump-name">{user.name}</bdi>
      {user.handle === null ? null : <bdi className="chat-jump-handle">{user.handle}</bdi>}
    </Line>
  );
}

function Line({ id, active, onPick, children }: LineProps & { readonly children: ReactNode }) {
  return (
    <div className="chat-result chat-jump-line" id={id} role="option" aria-selected={active} onClick={onPick}>
      {children}
    </div>
  );
}

function useSpoken(count: number | null): void {
  const announce = useAnnounce();
  const labels = useLabels().jump;
  useEffect(() => {
    if (count !== null) announce(labels.count(count));
  }, [count, announce, labels]);
}
