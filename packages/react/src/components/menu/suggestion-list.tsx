import { useEffect, useRef, type ReactNode } from 'react';

export interface Suggestion {
  readonly id: string;
  readonly title: string;
  readonly note?: string | undefined;
  /** Before the title, decorative. */
  readonly mark?: ReactNode;
}

export interface SuggestionListProps {
  /** The field's `aria-controls`; an option's id is this, a dash and its position. */
  readonly id: string;
  readonly label: string;
  readonly items: readonly Suggestion[];
  readonly active: number;
  readonly onPick: (id: string) => void;
}

/** What a field offers while one types. The focus stays in the field, which names the active option. */
export function SuggestionList({ id, label, items, active, onPick }: SuggestionListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active, items]);
  return (
    <div ref={list} id={id} className="chat-suggestions" role="listbox" aria-label={label}>
      {items.map((item, index) => (
        <div
          key={item.id}
          id={`${id}-${index}`}
          className="chat-suggestion"
          role="option"
          aria-selected={index === active}
          // The field keeps the focus, and the caret its place.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(item.id)}
        >
          {item.mark}
          <span className="chat-suggestion-words">
            <bdi className="chat-suggestion-title">{item.title}</bdi>
            {item.note === undefined || item.note === '' ? null : (
              <span className="chat-suggestion-note" dir="auto">
                {item.note}
              </span>
            )}
          </span>
        </div>
      ))}
    </div>
  );
}
