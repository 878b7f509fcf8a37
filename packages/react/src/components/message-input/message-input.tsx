import type { ConversationId } from '@chat/core';
import { useEffect, useRef, useState } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { useTemplates } from '../../hooks/use-templates';
import { classNames } from '../../lib/class-names';
import { IconButton } from '../button/button';
import { useComposerActions, type ComposerInput } from '../chat-view/composer-context';
import { Icon } from '../icons/icon';
import { RecorderOnDemand } from '../voice/recorder-on-demand';
import { VoiceButton } from '../voice/voice-button';
import { AttachButton } from './attach-button';
import { EmojiButton } from './emoji-button';
import { InputAbout } from './input-about';
import { InputFiles } from './input-files';
import { InputHints } from './input-hints';
import { InputNotes } from './input-notes';
import { InputTopic } from './input-topic';
import { TemplateButton } from './template-button';
import { TextField, type Field } from './text-field';
import { useInput, type InputHandle } from './use-input';

export interface MessageInputProps {
  readonly conversationId: ConversationId;
  readonly autoFocus?: boolean | undefined;
  /** Enter sends and Shift+Enter breaks the line; with false it is Ctrl or Cmd+Enter that sends. Default true. */
  readonly enterSends?: boolean | undefined;
  readonly className?: string | undefined;
}

/** Where messages are written. Replies, edits and dropped files reach it through the view around it. */
export function MessageInput(props: MessageInputProps) {
  return <OpenInput key={props.conversationId} {...props} />;
}

function OpenInput({ conversationId, autoFocus = false, enterSends = true, className }: MessageInputProps) {
  const labels = useLabels();
  const input = useInput(conversationId);
  const field = useRef<Field>(null);
  const { rules, mode } = input;
  const templates = useTemplates(conversationId);
  const send = useRef<HTMLButtonElement>(null);
  const [recording, setRecording] = useState(false);
  // Where the focus goes once the recorder has given its place back.
  const toFocus = useRef<'send' | 'text' | null>(null);
  useRegistered(input, field);

  useEffect(() => {
    if (recording || toFocus.current === null) return;
    if (toFocus.current === 'send' && send.current?.disabled === false) send.current.focus();
    else field.current?.focus();
    toFocus.current = null;
  }, [recording]);

  if (rules.closed !== null) {
    return (
      <div className={classNames('chat-surface chat-input chat-input-closed', className)} role="status">
        {labels.connection.writeClosed[rules.closed]}
      </div>
    );
  }
  return (
    <form
      className={classNames('chat-surface chat-input', className)}
      onSubmit={(event) => {
        event.preventDefault();
        input.send();
        field.current?.focus();
      }}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes('Files')) event.preventDefault();
      }}
      onDrop={(event) => {
        if (event.defaultPrevented || event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        event.stopPropagation();
        input.files.add([...event.dataTransfer.files]);
      }}
    >
      <InputAbout mode={mode} onLeave={input.leave} />
      <InputNotes
        problem={input.problem}
        files={input.files.problems}
        refused={input.files.refused}
        rules={rules}
        onDismiss={input.dismiss}
      />
      {mode.name === 'edit' ? null : (
        <>
          <InputTopic input={input} onDone={() => field.current?.focus()} />
          <InputFiles
            files={input.files.files}
            onRemove={input.files.remove}
            onEmpty={() => field.current?.focus()}
          />
        </>
      )}
      {recording && mode.name !== 'edit' ? (
        <div className="chat-input-bar">
          <RecorderOnDemand
            limits={rules.limits}
            onDone={(file) => {
              if (file !== null) input.files.add([file]);
              toFocus.current = file === null ? 'text' : 'send';
              setRecording(false);
            }}
          />
        </div>
      ) : null}
      <div className="chat-input-bar" hidden={recording && mode.name !== 'edit'}>
        {mode.name === 'edit' ? null : <AttachButton rules={rules} onFiles={input.files.add} />}
        <TextField
          ref={field}
          input={input}
          conversationId={conversationId}
          autoFocus={autoFocus}
          enterSends={enterSends}
        />
        {templates.length === 0 || mode.name === 'edit' ? null : (
          <TemplateButton
            templates={templates}
            onPick={(template) => {
              field.current?.insert(template.text);
              input.takeSubject(template.subject);
            }}
          />
        )}
        {mode.name === 'edit' ? null : <VoiceButton rules={rules} onRecord={() => setRecording(true)} />}
        <EmojiButton onSelect={(emoji) => field.current?.insert(emoji)} />
        <IconButton
          ref={send}
          className="chat-input-send"
          type="submit"
          variant="primary"
          label={mode.name === 'edit' ? labels.messageInput.save : labels.messageInput.send}
          icon={<Icon name={mode.name === 'edit' ? 'check' : 'send'} />}
          disabled={!input.sendable}
        />
      </div>
      <InputHints input={input} />
    </form>
  );
}

/** Offers the input to the view: its replies, edits and dropped files end up here. */
function useRegistered(input: InputHandle, field: { readonly current: Field | null }): void {
  const { registerInput } = useComposerActions();
  const newest = useRef(input);
  useEffect(() => {
    newest.current = input;
  });
  useEffect(() => {
    const registered: ComposerInput = {
      focus: () => field.current?.focus(),
      addFiles: (files) => newest.current.files.add(files),
    };
    return registerInput(registered);
  }, [registerInput, field]);
}
