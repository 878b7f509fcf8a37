import { useEffect, useId, useState, type KeyboardEvent } from 'react';

export interface Combobox {
  /** The option Enter chooses; -1 when there is none. */
  readonly active: number;
  readonly listId: string;
  readonly optionId: (index: number) => string;
  /** To spread on the field. */
  readonly field: {
    readonly role: 'combobox';
    readonly 'aria-autocomplete': 'list';
    readonly 'aria-expanded': boolean;
    readonly 'aria-controls': string;
    readonly 'aria-activedescendant': string | undefined;
    readonly autoComplete: 'off';
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
}

export interface ComboboxOptions {
  readonly count: number;
  /** Another question: the first option is active again. */
  readonly question: string;
  readonly onPick: (index: number) => void;
  /** The last option was reached. */
  readonly onEnd?: (() => void) | undefined;
}

/** A field over a list of options: arrows, Page keys, and Enter work in the list while the focus stays in the field. */
export function useCombobox({ count, question, onPick, onEnd }: ComboboxOptions): Combobox {
  const listId = useId();
  const [chosen, setChosen] = useState({ question, index: 0 });
  const wanted = chosen.question === question ? chosen.index : 0;
  const active = Math.min(wanted, count - 1);
  const optionId = (index: number) => `${listId}-${index}`;

  useEffect(() => {
    // Only what arrows moved to is brought on screen.
    if (active > 0) document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, active]);

  const move = (to: number) => {
    const next = Math.max(0, Math.min(to, count - 1));
    setChosen({ question, index: next });
    if (next === count - 1) onEnd?.();
    if (next === 0) document.getElementById(listId)?.scrollTo({ top: 0 });
  };

  return {
    active,
    listId,
    optionId,
    field: {
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': count > 0,
      'aria-controls': listId,
      'aria-activedescendant': active >= 0 ? optionId(active) : undefined,
      autoComplete: 'off',
      onKeyDown(event) {
        // A key that only ends the composing of a character.
        if (event.nativeEvent.isComposing || event.keyCode === 229) return;
        if (event.altKey || event.ctrlKey || event.metaKey || count === 0) return;
        const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + 8, PageUp: active - 8 }[
          event.key
        ];
        if (to !== undefined) {
          event.preventDefault();
          move(to);
        } else if (event.key === 'Enter') {
          event.preventDefault();
          onPick(active);
        }
      },
    },
  };
}
