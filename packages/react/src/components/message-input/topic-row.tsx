import type { RelatedEntity } from '@chat/core';
import { useCallback, useRef, useState } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { useRelatedWords } from '../../hooks/use-related-words';
import { Icon } from '../icons/icon';
import { Popover } from '../menu/popover';
import { RelatedPicker, type RelatedPickerProps } from './related-picker';

export interface TopicRowProps {
  readonly hasSubject: boolean;
  readonly subject: string;
  readonly onSubject: (subject: string) => void;
  /** Kinds of thing a message may be about here. */
  readonly types: readonly string[];
  readonly related: readonly RelatedEntity[];
  readonly onRelated: (related: readonly RelatedEntity[]) => void;
  /** On to the words of the message. */
  readonly onDone: () => void;
}

/** What the message is about: its subject, and the things of the host's own business it belongs to. */
export function TopicRow({
  hasSubject,
  subject,
  onSubject,
  types,
  related,
  onRelated,
  onDone,
}: TopicRowProps) {
  const labels = useLabels().messageInput;
  const words = useRelatedWords();
  const free = types.filter((type) => !related.some((entity) => entity.type === type));
  return (
    <div className="chat-input-topic" role="group" aria-label={labels.about}>
      {hasSubject ? (
        <input
          className="chat-input-subject"
          type="text"
          dir={subject === '' ? undefined : 'auto'}
          value={subject}
          aria-label={labels.subject}
          placeholder={labels.subjectPlaceholder}
          autoComplete="off"
          onChange={(event) => onSubject(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229) return;
            // A subject alone is no message: on to its words.
            event.preventDefault();
            onDone();
          }}
        />
      ) : null}
      {related.map((entity) => (
        <span key={entity.type} className="chat-input-related">
          <bdi className="chat-input-related-name">{words.name(entity)}</bdi>
          <button
            type="button"
            className="chat-input-related-remove"
            aria-label={labels.removeRelated(words.name(entity))}
            title={labels.removeRelated(words.name(entity))}
            onClick={() => {
              onRelated(related.filter((one) => one !== entity));
              onDone();
            }}
          >
            <Icon name="close" size={14} />
          </button>
        </span>
      ))}
      {free.length === 0 ? null : (
        <RelateButton
          types={free}
          onPick={(entity) => {
            onRelated([...related, entity]);
            onDone();
          }}
        />
      )}
    </div>
  );
}

function RelateButton({ types, onPick }: RelatedPickerProps) {
  const labels = useLabels().messageInput;
  const button = useRef<HTMLButtonElement>(null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = useCallback(() => setAnchor(null), []);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="chat-input-relate"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={() => setAnchor((open) => (open === null ? button.current : null))}
      >
        <Icon name="add" size={16} />
        {labels.addRelated}
      </button>
      {anchor === null ? null : (
        <Popover anchor={anchor} onClose={close} label={labels.about}>
          <RelatedPicker
            types={types}
            onPick={(entity) => {
              close();
              onPick(entity);
            }}
          />
        </Popover>
      )}
    </>
  );
}
