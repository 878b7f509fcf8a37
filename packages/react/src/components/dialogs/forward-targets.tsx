import type { ConversationId, ConversationView, UserId } from '@chat/core';
import { useId, useMemo, useState } from 'react';
import { useChatState } from '../../hooks/use-chat-state';
import { useLabels } from '../../hooks/use-chat-settings';
import { useConversation } from '../../hooks/use-conversation';
import { usePeople } from '../../hooks/use-people';
import { useVisibleConversations } from '../../hooks/use-visible-conversations';
import { factText } from '../../lib/fact-text';
import { Avatar } from '../avatar/avatar';
import { Icon } from '../icons/icon';
import { PersonTick } from './person-tick';

/** A conversation, or a person with whom there is none yet. */
export interface ForwardTarget {
  readonly key: string;
  readonly name: string;
  readonly conversationId: ConversationId | null;
  readonly userId: UserId | null;
}

export interface ForwardTargetsProps {
  /** The message's own conversation stands last. */
  readonly from: ConversationId;
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (target: ForwardTarget) => void;
  readonly disabled: boolean;
}

const mostShown = 50;

// Nothing arrives where nobody may write.
const accepts = ({ conversation, write }: ConversationView) =>
  write.name === 'open' && !conversation.archived;

/** Conversations and people to tick, narrowed by what is typed. */
export function ForwardTargets({ from, chosen, onToggle, disabled }: ForwardTargetsProps) {
  const labels = useLabels();
  const [text, setText] = useState('');
  const listId = useId();
  const found = useVisibleConversations({ text, accepts });
  const ids = useMemo(
    () => [...found.filter((id) => id !== from), ...found.filter((id) => id === from)],
    [found, from],
  );
  const people = useStrangers(text);
  const words = labels.dialogs;
  const row = { chosen, onToggle, disabled };
  return (
    <div className="chat-people">
      <label className="chat-search">
        <Icon name="search" size={18} />
        <input
          className="chat-search-input"
          type="search"
          value={text}
          placeholder={words.forwardSearch}
          aria-label={words.forwardSearch}
          aria-controls={listId}
          autoFocus
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <div className="chat-people-list" id={listId} role="group" aria-label={words.forwardTo} tabIndex={-1}>
        {ids.slice(0, mostShown).map((id) => (
          <ConversationTarget key={id} id={id} {...row} />
        ))}
        {people.length > 0 ? <h3 className="chat-dialog-section-title">{words.forwardPeople}</h3> : null}
        {people.map(({ id, name, avatarUrl }) => (
          <PersonTick
            key={id}
            name={name}
            avatar={<Avatar name={name} id={id} url={avatarUrl} size={36} />}
            checked={chosen.has(`person ${id}`)}
            disabled={disabled}
            onToggle={() => onToggle({ key: `person ${id}`, name, conversationId: null, userId: id })}
          />
        ))}
        <div className="chat-people-end" role="status">
          {ids.length > mostShown ? words.forwardMore : null}
          {ids.length + people.length === 0 ? words.forwardNobody : null}
        </div>
      </div>
    </div>
  );
}

function ConversationTarget({
  id,
  chosen,
  onToggle,
  disabled,
}: Omit<ForwardTargetsProps, 'from'> & { readonly id: ConversationId }) {
  const { facts } = useLabels();
  const view = useConversation(id);
  if (view === undefined) return null;
  const { title, avatarUrl, avatarId } = view;
  const key = `conversation ${id}`;
  return (
    <PersonTick
      name={title}
      note={view.context.map((fact) => factText(fact, facts)).join(' · ')}
      avatar={<Avatar name={title} id={avatarId} url={avatarUrl} size={36} />}
      checked={chosen.has(key)}
      disabled={disabled}
      onToggle={() => onToggle({ key, name: title, conversationId: id, userId: null })}
    />
  );
}

/** People who are looked for and with whom there is no conversation yet. */
function useStrangers(text: string) {
  const me = useChatState(({ session }) => (session.name === 'signed-in' ? session.me : null));
  const conversations = useChatState((state) => state.conversations);
  const search = usePeople(text, text.trim() === '' ? null : undefined);
  const known = useMemo(() => {
    const ids = new Set<UserId>();
    for (const { kind, participants } of conversations.values())
      if (kind === 'direct') for (const id of participants) ids.add(id);
    return ids;
  }, [conversations]);
  if (text.trim() === '') return [];
  return search.users.filter(({ id }) => id !== me && !known.has(id));
}
