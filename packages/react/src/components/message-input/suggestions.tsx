import type { ConversationId } from '@chat/core';
import { forwardRef, useEffect, useId, useImperativeHandle, useState, type KeyboardEvent } from 'react';
import { useAnnounce, useLabels } from '../../hooks/use-chat-settings';
import { useConversationPeople } from '../../hooks/use-conversation-people';
import { foldText, wordMatcher } from '../../lib/match-words';
import { mentionText } from '../../lib/mentions';
import type { MessageTemplate } from '../../lib/templates';
import { Avatar } from '../avatar/avatar';
import { SuggestionList, type Suggestion } from '../menu/suggestion-list';
import type { Trigger } from './find-trigger';

/** What the field says of the list to screen readers. */
export interface ShownSuggestions {
  readonly listId: string;
  readonly activeId: string;
}

export interface SuggestionsHandle {
  /** True when the key was taken. */
  onKeyDown(event: KeyboardEvent): boolean;
}

export interface SuggestionsProps {
  readonly conversationId: ConversationId;
  readonly trigger: Trigger;
  readonly templates: readonly MessageTemplate[];
  /** Words that stand in place of what was typed. */
  readonly onChoose: (words: string, trigger: Trigger, template: MessageTemplate | null) => void;
  /** Null while nothing is offered. */
  readonly onShown: (shown: ShownSuggestions | null) => void;
}

const mostShown = 8;

/** What can finish the word at the caret: people after `@`, templates after a leading `/`. */
export const Suggestions = forwardRef<SuggestionsHandle, SuggestionsProps>(function Suggestions(
  { conversationId, trigger, templates, onChoose, onShown },
  ref,
) {
  const labels = useLabels().messageInput;
  const announce = useAnnounce();
  const listId = useId();
  const people = useConversationPeople(conversationId, trigger.name === 'mention');
  const [position, setPosition] = useState({ key: '', index: 0 });
  const [dismissed, setDismissed] = useState<string | null>(null);
  const place = `${trigger.name} ${trigger.from}`;
  const key = `${place} ${trigger.query}`;

  const found = dismissed === place ? [] : find();
  const count = found.length;
  const active = position.key === key ? Math.min(position.index, count - 1) : 0;
  const activeId = count === 0 ? null : `${listId}-${active}`;

  useEffect(() => {
    if (count > 0) announce(labels.suggestions(count));
  }, [count, announce, labels]);
  useEffect(() => onShown(activeId === null ? null : { listId, activeId }), [activeId, listId, onShown]);
  useEffect(() => () => onShown(null), [onShown]);

  // What was waved away comes back when it is typed anew.
  if (dismissed !== null && dismissed !== place) setDismissed(null);

  function find(): readonly (Suggestion & { readonly choose: () => void })[] {
    if (trigger.name === 'template') {
      const matches = wordMatcher(trigger.query);
      return templates
        .filter(({ title, text }) => matches(`${title} ${text}`))
        .slice(0, mostShown)
        .map((template) => ({
          id: template.id,
          title: template.title,
          note: template.text,
          choose: () => onChoose(template.text, trigger, template),
        }));
    }
    return people
      .flatMap((user) => {
        const words = mentionText(user);
        if (words === null || !beginsName(trigger.query, user.name)) return [];
        return [
          {
            id: user.id,
            title: user.name,
            note: user.handle ?? user.details?.['role'],
            mark: <Avatar name={user.name} id={user.id} url={user.avatarUrl} size={28} />,
            choose: () => onChoose(`${words} `, trigger, null),
          },
        ];
      })
      .slice(0, mostShown);
  }

  useImperativeHandle(ref, () => ({
    onKeyDown(event) {
      if (count === 0 || event.ctrlKey || event.metaKey || event.altKey) return false;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step !== undefined) {
        setPosition({ key, index: (active + step + count) % count });
      } else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
        found[active]?.choose();
      } else if (event.key === 'Escape') {
        setDismissed(place);
        event.stopPropagation();
      } else return false;
      event.preventDefault();
      return true;
    },
  }));

  if (count === 0) return null;
  return (
    <div className="chat-input-suggestions">
      <SuggestionList
        id={listId}
        label={trigger.name === 'template' ? labels.templates : labels.mentions}
        items={found}
        active={active}
        onPick={(id) => found.find((one) => one.id === id)?.choose()}
      />
    </div>
  );
});

/** The whole name, or one of its later words, begins with what was typed. */
function beginsName(query: string, name: string): boolean {
  const wanted = foldText(query);
  const folded = foldText(name);
  return folded.startsWith(wanted) || folded.includes(` ${wanted}`);
}
