import { useCallback, useRef, useState } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { useOnDemand } from '../../hooks/use-on-demand';
import { useRelatedWords } from '../../hooks/use-related-words';
import { Icon } from '../icons/icon';
import { Popover } from '../menu/popover';
import type { RelatedPickerProps } from './related-picker';
import type { InputHandle } from './use-input';

const loadPicker = async () => (await import('./related-picker')).RelatedPicker;

/** What the message is about: its subject, and the things of the host's own business it belongs to. */
export function InputTopic({ input, onDone }: { readonly input: InputHandle; readonly onDone: () => void }) {
  const labels = useLabels().messageInput;
  const words = useRelatedWords();
  const { rules, subject, related } = input;
  const free = rules.related.filter((type) => !related.some((entity) => entity.type === type));
  if (!rules.subject && rules.related.length === 0) return null;
  return (
    <div className="chat-input-topic" role="group" aria-label={labels.about}>
      {rules.subject ? (
        <input
          className="chat-input-subject"
          type="text"
          dir={subject === '' ? undefined : 'auto'}
          value={subject}
          aria-label={labels.subject}
          placeholder={labels.subjectPlaceholder}
          autoComplete="off"
          onChange={(event) => input.setSubject(event.target.value)}
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
              input.setRelated(related.filter((one) => one !== entity));
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
            input.setRelated([...related, entity]);
            onDone();
          }}
        />
      )}
    </div>
  );
}

function RelateButton({ types, onPick }: RelatedPickerProps) {
  const labels = useLabels();
  const button = useRef<HTMLButtonElement>(null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { Part: Picker, failed, retry } = useOnDemand(loadPicker, anchor !== null);
  const close = useCallback(() => setAnchor(null), []);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="chat-input-relate"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={() => {
          if (failed) retry();
          setAnchor((open) => (open === null ? button.current : null));
        }}
      >
        <Icon name="add" size={16} />
        {labels.messageInput.addRelated}
      </button>
      {anchor === null || (Picker === null && !failed) ? null : (
        <Popover anchor={anchor} onClose={close} label={labels.messageInput.about}>
          {Picker === null ? (
            <p className="chat-search-note" role="alert">
              {labels.dialogs.notLoaded}
            </p>
          ) : (
            <Picker
              types={types}
              onPick={(entity) => {
                close();
                onPick(entity);
              }}
            />
          )}
        </Popover>
      )}
    </>
  );
}
