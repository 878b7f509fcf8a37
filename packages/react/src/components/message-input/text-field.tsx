import type { ConversationId } from '@chat/core';
import { forwardRef, useImperativeHandle, useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { useTemplates } from '../../hooks/use-templates';
import { useLastEditable } from '../../hooks/use-last-editable';
import { useComposerActions } from '../chat-view/composer-context';
import { SuggestionList } from '../menu/suggestion-list';
import type { InputHandle } from './use-input';
import { useSuggestions } from './use-suggestions';

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
  const suggestions = useSuggestions({
    conversationId,
    mentions: isNew && input.rules.mentions,
    templates: isNew,
    onChoose(kind, id, words, from, to) {
      if (area.current !== null) replaceText(area.current, words, from, to);
      if (kind === 'template') input.takeSubject(templates.find((one) => one.id === id)?.subject);
    },
  });
  const open = suggestions.items.length > 0;

  const onKeyDown = (event: KeyboardEvent) => {
    // Keys that choose a candidate of an input method are not ours; Safari says so only by this code.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (suggestions.onKeyDown(event)) return;
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
      {open ? (
        <div className="chat-input-suggestions">
          <SuggestionList
            id={suggestions.listId}
            label={suggestions.label}
            items={suggestions.items}
            active={suggestions.active}
            onPick={suggestions.choose}
          />
        </div>
      ) : null}
      <textarea
        ref={area}
        className="chat-input-text"
        rows={1}
        // The placeholder reads as the interface does, the text as what is typed.
        dir={input.text === '' ? undefined : 'auto'}
        aria-label={labels.label}
        placeholder={labels.placeholder}
        {...(suggestions.offered ? { 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox' } : {})}
        {...(open
          ? {
              'aria-controls': suggestions.listId,
              'aria-activedescendant': `${suggestions.listId}-${suggestions.active}`,
            }
          : {})}
        enterKeyHint={enterSends ? 'send' : 'enter'}
        autoFocus={autoFocus}
        value={input.text}
        onChange={(event) => {
          suggestions.look(event.target.value, event.target.selectionStart);
          input.setText(event.target.value);
        }}
        onSelect={({ currentTarget: { value, selectionStart, selectionEnd } }) =>
          suggestions.look(value, selectionStart === selectionEnd ? selectionStart : null)
        }
        onKeyDown={onKeyDown}
        onBlur={() => {
          suggestions.look(input.text, null);
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
