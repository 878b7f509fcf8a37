import type { ConversationId } from '@chat/core';
import {
  forwardRef,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
} from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { useOnDemand } from '../../hooks/use-on-demand';
import { useTemplates } from '../../hooks/use-templates';
import { useLastEditable } from '../../hooks/use-last-editable';
import { useComposerActions } from '../chat-view/composer-context';
import type { InputHandle } from './use-input';
import type { ShownSuggestions, SuggestionsHandle } from './suggestions';
import { useTrigger } from './use-trigger';

const loadSuggestions = async () => (await import('./suggestions')).Suggestions;

/** What the rest of the input may ask of its text. */
export interface Field {
  focus(): void;
  /** At the caret, which then stands behind it. */
  insert(text: string): void;
}

export interface TextFieldProps {
  readonly input: InputHandle;
  readonly conversationId: ConversationId;
  readonly autoFocus: boolean;
  readonly enterSends: boolean;
}

/** The text itself: its keys, and files pasted into it. */
export const TextField = forwardRef<Field, TextFieldProps>(function TextField(
  { input, conversationId, autoFocus, enterSends },
  ref,
) {
  const labels = useLabels().messageInput;
  const area = useRef<HTMLTextAreaElement>(null);
  const composer = useComposerActions();
  const lastEditable = useLastEditable(conversationId);

  useLayoutEffect(() => {
    const element = area.current;
    // Where CSS alone can do it, the keystroke costs no layout.
    if (element === null || CSS.supports('field-sizing', 'content')) return;
    element.style.blockSize = 'auto';
    element.style.blockSize = `${element.scrollHeight}px`;
  }, [input.text]);

  useImperativeHandle(
    ref,
    () => ({
      focus: () => area.current?.focus(),
      insert(text) {
        const element = area.current;
        if (element !== null) replaceText(element, text, element.selectionStart, element.selectionEnd);
      },
    }),
    [],
  );

  const templates = useTemplates(conversationId);
  const isNew = input.mode.name !== 'edit';
  const offersMentions = isNew && input.rules.mentions;
  const offersTemplates = isNew && templates.length > 0;
  const offers = offersMentions || offersTemplates;
  const { trigger, look } = useTrigger({ mentions: offersMentions, templates: offersTemplates });
  const { Part: Suggestions } = useOnDemand(loadSuggestions, offers);
  const suggestions = useRef<SuggestionsHandle>(null);
  const [shown, setShown] = useState<ShownSuggestions | null>(null);

  const onKeyDown = (event: KeyboardEvent) => {
    // Keys that choose a candidate of an input method are not ours; Safari says so only by this code.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (suggestions.current?.onKeyDown(event) === true) return;
    const sends = enterSends ? !event.shiftKey && !event.altKey : event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && sends) {
      event.preventDefault();
      input.send();
    } else if (event.key === 'Escape' && input.mode.name !== 'new') {
      event.preventDefault();
      event.stopPropagation();
      input.leave();
    } else if (event.key === 'ArrowUp' && input.text === '' && input.mode.name === 'new' && !event.altKey) {
      const message = lastEditable();
      if (message === null) return;
      event.preventDefault();
      composer.setEdit(message);
    }
  };

  return (
    <>
      {Suggestions === null || trigger === null ? null : (
        <Suggestions
          ref={suggestions}
          conversationId={conversationId}
          trigger={trigger}
          templates={templates}
          onShown={setShown}
          onChoose={(words, { from, to }, template) => {
            if (area.current !== null) replaceText(area.current, words, from, to);
            input.takeSubject(template?.subject);
          }}
        />
      )}
      <textarea
        ref={area}
        className="chat-input-text"
        rows={1}
        // The placeholder reads as the interface does, the text as what is typed.
        dir={input.text === '' ? undefined : 'auto'}
        aria-label={labels.label}
        placeholder={labels.placeholder}
        {...(offers ? { 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox' } : {})}
        aria-controls={shown?.listId}
        aria-activedescendant={shown?.activeId}
        enterKeyHint={enterSends ? 'send' : 'enter'}
        autoFocus={autoFocus}
        value={input.text}
        onChange={(event) => {
          look(event.target.value, event.target.selectionStart);
          input.setText(event.target.value);
        }}
        onSelect={({ currentTarget: { value, selectionStart, selectionEnd } }) =>
          look(value, selectionStart === selectionEnd ? selectionStart : null)
        }
        onKeyDown={onKeyDown}
        onBlur={() => {
          look(input.text, null);
          input.paused();
        }}
        onPaste={(event) => {
          const { files, types } = event.clipboardData;
          // Office programs put a picture beside the text that was meant.
          if (files.length === 0 || types.includes('text/plain')) return;
          event.preventDefault();
          input.files.add([...files]);
        }}
      />
    </>
  );
});

/** As if it had been typed, so that React and the person's own undo know of it. */
function replaceText(element: HTMLTextAreaElement, text: string, from: number, to: number): void {
  element.focus();
  element.setRangeText(text, from, to, 'end');
  element.dispatchEvent(new InputEvent('input', { bubbles: true, data: text, inputType: 'insertText' }));
}
