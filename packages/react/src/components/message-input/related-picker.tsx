import type { RelatedEntity } from '@chat/core';
import { useState } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { useRelatedSearch } from '../../hooks/use-related-search';
import { useRelatedWords } from '../../hooks/use-related-words';
import { Button } from '../button/button';
import { ActionError } from '../dialogs/action-error';
import { SearchList } from '../menu/search-list';

export interface RelatedPickerProps {
  /** Kinds that are not chosen yet. */
  readonly types: readonly string[];
  readonly onPick: (entity: RelatedEntity) => void;
}

/** Finds the lead, deal or customer a message is about; by its number where the host has told no way to search. */
export function RelatedPicker({ types, onPick }: RelatedPickerProps) {
  const labels = useLabels();
  const words = useRelatedWords();
  const [chosen, setChosen] = useState(types[0] ?? '');
  const [text, setText] = useState('');
  const search = useRelatedSearch(chosen, text);
  const typed = /^#?(\d+)$/.exec(text.trim())?.[1];
  const isKnown = search.entities.some(({ id }) => id === typed);
  const byNumber: readonly RelatedEntity[] =
    typed === undefined || isKnown ? [] : [{ type: chosen, id: typed, label: null }];
  const entities = [...search.entities, ...byNumber];
  return (
    <div className="chat-related-picker">
      {types.length < 2 ? null : (
        <div className="chat-related-types" role="group" aria-label={labels.related.kind}>
          {types.map((type) => (
            <button
              key={type}
              type="button"
              className="chat-list-filter"
              aria-pressed={type === chosen}
              onClick={() => setChosen(type)}
            >
              {words.type(type)}
            </button>
          ))}
        </div>
      )}
      <SearchList
        // Each kind begins at its first entry, with the focus in its field.
        key={chosen}
        label={
          search.offered
            ? labels.related.search(words.type(chosen))
            : labels.related.typeNumber(words.type(chosen))
        }
        text={text}
        onText={setText}
        inputMode={search.offered ? undefined : 'numeric'}
        items={entities.map((entity) => ({
          id: entity.id,
          title: entity.label ?? words.name(entity),
          note: entity.label === null ? undefined : labels.related.number(entity.id),
        }))}
        onPick={(id) => {
          const entity = entities.find((one) => one.id === id);
          if (entity !== undefined) onPick(entity);
        }}
        note={
          search.state === 'loading' && entities.length === 0
            ? labels.common.loading
            : search.state === 'ready' && entities.length === 0
              ? search.offered
                ? labels.related.nothingFound
                : labels.related.numberHint
              : null
        }
      />
      <ActionError error={search.error} />
      {search.state === 'failed' ? <Button onClick={search.retry}>{labels.common.retry}</Button> : null}
    </div>
  );
}
