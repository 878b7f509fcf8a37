import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Icon } from '../icons/icon';
import { SuggestionList, type Suggestion } from './suggestion-list';

export interface SearchListProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly items: readonly Suggestion[];
  readonly onPick: (id: string) => void;
  readonly inputMode?: 'numeric' | undefined;
  /** Instead of items, or below them: loading, nothing found, an error. */
  readonly note?: ReactNode;
}

/** A search field over the list of what it finds: arrows move, Enter chooses, as in any combobox. */
export function SearchList({ label, text, onText, items, onPick, inputMode, note }: SearchListProps) {
  const listId = useId();
  const [active, setActive] = useState(0);
  const at = Math.min(active, items.length - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && items.length > 0) {
      event.preventDefault();
      setActive((at + step + items.length) % items.length);
    } else if (event.key === 'Enter') {
      // Never the form around it.
      event.preventDefault();
      const item = items[at];
      if (item !== undefined) onPick(item.id);
    }
  };

  return (
    <div className="chat-search-list">
      <label className="chat-search">
        <Icon name="search" size={18} />
        <input
          className="chat-search-input"
          type="text"
          role="combobox"
          value={text}
          placeholder={label}
          aria-label={label}
          aria-autocomplete="list"
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-activedescendant={items.length > 0 ? `${listId}-${at}` : undefined}
          autoComplete="off"
          inputMode={inputMode}
          autoFocus
          onChange={(event) => {
            setActive(0);
            onText(event.target.value);
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      <SuggestionList id={listId} label={label} items={items} active={at} onPick={onPick} />
      <div className="chat-search-note" role="status">
        {note}
      </div>
    </div>
  );
}
