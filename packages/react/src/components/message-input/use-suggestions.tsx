import type { ConversationId } from '@chat/core';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { useAnnounce, useLabels } from '../../hooks/use-chat-settings';
import { useConversationPeople } from '../../hooks/use-conversation-people';
import { useTemplates } from '../../hooks/use-templates';
import { mentionText } from '../../lib/mentions';
import { foldText, wordMatcher } from '../../lib/match-words';
import { Avatar } from '../avatar/avatar';
import type { Suggestion } from '../menu/suggestion-list';
import { findTrigger, type Trigger } from './find-trigger';

export interface Suggestions {
  /** Empty while nothing is offered. */
  readonly items: readonly Suggestion[];
  readonly active: number;
  readonly label: string;
  readonly listId: string;
  /** The field has something to offer at all. */
  readonly offered: boolean;
  /** What stands in the field, and where its caret; null while something is selected or the focus is elsewhere. */
  look(text: string, caret: number | null): void;
  /** True when the key was taken. */
  onKeyDown(event: KeyboardEvent): boolean;
  choose(id: string): void;
}

export interface SuggestionOptions {
  readonly conversationId: ConversationId;
  /** Nobody is mentioned where the backend would not notice. */
  readonly mentions: boolean;
  readonly templates: boolean;
  /** Puts words in place of what was typed from `from` to the caret. */
  readonly onChoose: (kind: Trigger['name'], id: string, words: string, from: number, to: number) => void;
}

const mostShown = 8;

/** What can finish the word at the caret: people after `@`, templates after a leading `/`. */
export function useSuggestions(options: SuggestionOptions): Suggestions {
  const { conversationId, onChoose } = options;
  const labels = useLabels().messageInput;
  const announce = useAnnounce();
  const listId = useId();
  const people = useConversationPeople(conversationId, options.mentions);
  const templates = useTemplates(conversationId);
  const [trigger, setTrigger] = useState<(Trigger & { readonly to: number }) | null>(null);
  const [position, setPosition] = useState({ key: '', index: 0 });
  const [dismissed, setDismissed] = useState<string | null>(null);
  const offered = { mentions: options.mentions, templates: options.templates && templates.length > 0 };
  const place = trigger === null ? '' : `${trigger.name} ${trigger.from}`;
  const key = trigger === null ? '' : `${place} ${trigger.query}`;

  const isOffered = trigger?.name === 'template' ? offered.templates : offered.mentions;
  const found = trigger === null || !isOffered || dismissed === place ? [] : find(trigger);
  const active = position.key === key ? Math.min(position.index, found.length - 1) : 0;
  const count = found.length;

  useEffect(() => {
    if (count > 0) announce(labels.suggestions(count));
  }, [count, announce, labels]);

  // What was waved away comes back when it is typed anew.
  if (dismissed !== null && dismissed !== place) setDismissed(null);

  function find({ name, query }: Trigger): readonly (Suggestion & { readonly words: string })[] {
    if (name === 'template') {
      const matches = wordMatcher(query);
      return templates
        .filter((template) => matches(`${template.title} ${template.text}`))
        .slice(0, mostShown)
        .map((template) => ({
          id: template.id,
          title: template.title,
          note: template.text,
          words: template.text,
        }));
    }
    return people
      .flatMap((user) => {
        const words = mentionText(user);
        if (words === null || !beginsName(query, user.name)) return [];
        const mark = <Avatar name={user.name} id={user.id} url={user.avatarUrl} size={28} />;
        const note = user.handle ?? user.details?.['role'];
        return [{ id: user.id as string, title: user.name, note, mark, words: `${words} ` }];
      })
      .slice(0, mostShown);
  }

  const choose = (id: string) => {
    const item = found.find((one) => one.id === id);
    if (item === undefined || trigger === null) return;
    setDismissed(null);
    onChoose(trigger.name, id, item.words, trigger.from, trigger.to);
  };

  return {
    items: found,
    active,
    listId,
    offered: offered.mentions || offered.templates,
    label: trigger?.name === 'template' ? labels.templates : labels.mentions,
    // Nothing renders for what begins nothing.
    look(text, caret) {
      const next = caret === null ? null : findTrigger(text, caret, offered);
      if (next?.name === trigger?.name && next?.from === trigger?.from && next?.query === trigger?.query)
        return;
      setTrigger(next === null || caret === null ? null : { ...next, to: caret });
    },
    choose,
    onKeyDown(event) {
      if (count === 0 || event.ctrlKey || event.metaKey || event.altKey) return false;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step !== undefined) {
        setPosition({ key, index: (active + step + count) % count });
      } else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
        const item = found[active];
        if (item !== undefined) choose(item.id);
      } else if (event.key === 'Escape') {
        setDismissed(place);
        event.stopPropagation();
      } else return false;
      event.preventDefault();
      return true;
    },
  };
}

/** The whole name, or one of its later words, begins with what was typed. */
function beginsName(query: string, name: string): boolean {
  const wanted = foldText(query);
  const folded = foldText(name);
  return folded.startsWith(wanted) || folded.includes(` ${wanted}`);
}
