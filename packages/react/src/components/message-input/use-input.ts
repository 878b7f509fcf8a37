import type { ConversationId, MessageView } from '@chat/core';
import { useEffect, useRef, useState } from 'react';
import { asChatError } from '../../hooks/use-action';
import { useChatClient } from '../../hooks/use-chat-client';
import { useDraft } from '../../hooks/use-draft';
import { useInputRules, type InputRules } from '../../hooks/use-input-rules';
import { useMessage } from '../../hooks/use-message';
import { useMessageActions } from '../../hooks/use-message-actions';
import { useTypingSignal } from '../../hooks/use-typing-signal';
import { useComposerActions, useComposerMode, type ComposerMode } from '../chat-view/composer-context';
import { shownCount } from './check-files';
import type { SendProblem } from './input-notes';
import { useFiles, type UseFiles } from './use-files';

export interface InputHandle {
  readonly rules: InputRules;
  readonly mode: ComposerMode;
  readonly text: string;
  readonly files: UseFiles;
  readonly problem: SendProblem | null;
  /** Characters left when few are; below zero nothing can be sent. */
  readonly left: number | null;
  readonly sendable: boolean;
  setText(text: string): void;
  send(): void;
  /** Back to a new message, whose text was kept. */
  leave(): void;
  dismiss(): void;
  /** The person looks elsewhere. */
  paused(): void;
}

/** What the input does, without its markup: draft, modes, files, checks and sending. Text is lost by nothing. */
export function useInput(conversationId: ConversationId): InputHandle {
  const client = useChatClient();
  const rules = useInputRules(conversationId);
  const mode = useComposerMode();
  const composer = useComposerActions();
  const actions = useMessageActions();
  const draft = useDraft(conversationId, mode.name === 'reply' ? mode.message.id : null);
  const typing = useTypingSignal(conversationId);
  const files = useFiles(rules);
  const [edited, setEdited] = useState<{
    readonly message: MessageView['key'];
    readonly text: string;
  } | null>(null);
  const [problem, setProblem] = useState<SendProblem | null>(null);
  useStoredReply(conversationId, draft.storedReply);

  const editing = mode.name === 'edit' ? mode.message : null;
  const text = editing === null ? draft.text : edited?.message === editing.key ? edited.text : editing.text;
  const left = shownCount(text, rules.limits.textLength);
  const hasText = text.trim() !== '';
  const sendable = (hasText || (editing === null && files.files.length > 0)) && (left === null || left >= 0);

  const leave = () => {
    composer.clear();
    setEdited(null);
    setProblem(null);
  };

  const saveEdit = (message: MessageView) => {
    if (!hasText && message.attachments.length === 0) {
      setProblem({ name: 'empty-edit' });
      return;
    }
    if (text.trim() !== message.text.trim()) actions.edit(message, text.trim());
    leave();
  };

  const sendNew = () => {
    const blobs = files.files.map((chosen) => chosen.file);
    if (mode.name === 'reply' && blobs.length > 0 && !rules.replyWithAttachments) {
      setProblem({ name: 'not-with-reply' });
      return;
    }
    // Where the backend takes no file without words, its name is what people expect to read.
    const words =
      hasText || !rules.attachmentNeedsText ? text.trim() : blobs.map(({ name }) => name).join(', ');
    client.sendMessage(conversationId, {
      text: words,
      ...(mode.name === 'reply' ? { replyTo: mode.message.id ?? mode.message.localId } : {}),
      ...(blobs.length > 0 ? { files: blobs } : {}),
    });
    typing.stopped();
    draft.clear();
    files.clear();
    leave();
  };

  return {
    rules,
    mode,
    text,
    files,
    problem,
    left,
    sendable,
    setText(next) {
      setProblem(null);
      if (editing === null) draft.setText(next);
      else setEdited({ message: editing.key, text: next });
      typing.typed(next.trim() === '');
    },
    send() {
      if (left !== null && left < 0) return;
      if (!sendable && editing === null) return;
      try {
        if (editing === null) sendNew();
        else saveEdit(editing);
      } catch (thrown) {
        setProblem({ name: 'error', error: asChatError(thrown) });
      }
    },
    leave,
    dismiss() {
      setProblem(null);
      files.dismiss();
    },
    paused: typing.stopped,
  };
}

/** A draft that answered a message answers it again once that message is loaded. */
function useStoredReply(
  conversationId: ConversationId,
  stored: ReturnType<typeof useDraft>['storedReply'],
): void {
  const mode = useComposerMode();
  const composer = useComposerActions();
  const [atStart] = useState(stored);
  const message = useMessage(conversationId, atStart);
  const restored = useRef(false);
  useEffect(() => {
    if (restored.current || message === undefined || mode.name !== 'new') return;
    restored.current = true;
    composer.setReply(message);
  }, [composer, message, mode.name]);
}
