import type { ConversationId, MessageView, RelatedEntity } from '@chat/core';
import { useEffect, useRef, useState } from 'react';
import { asChatError } from '../../hooks/use-action';
import { useChatClient } from '../../hooks/use-chat-client';
import { useConversationPeople } from '../../hooks/use-conversation-people';
import { useDraft } from '../../hooks/use-draft';
import { useInputRules, type InputRules } from '../../hooks/use-input-rules';
import { useMessage } from '../../hooks/use-message';
import { messageSupport } from '../../hooks/use-message-support';
import { useMessageActions } from '../../hooks/use-message-actions';
import { useTypingSignal } from '../../hooks/use-typing-signal';
import { mentionedIn } from '../../lib/mentions';
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
  /** As `left`, of the subject. */
  readonly subjectLeft: number | null;
  readonly subject: string;
  readonly related: readonly RelatedEntity[];
  readonly sendable: boolean;
  setText(text: string): void;
  setSubject(subject: string): void;
  setRelated(related: readonly RelatedEntity[]): void;
  /** A template's subject, where there can be one and none was written. */
  takeSubject(subject: string | undefined): void;
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
  const files = useFiles(conversationId, rules);
  const people = useConversationPeople(conversationId, rules.mentions);
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
  const subjectLeft = rules.subject ? shownCount(draft.subject, rules.limits.subjectLength) : null;
  const isTooLong = (left ?? 0) < 0 || (editing === null && (subjectLeft ?? 0) < 0);
  const sendable = (hasText || (editing === null && files.files.length > 0)) && !isTooLong;

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
    const { edit } = messageSupport(client.getState(), message, Date.now());
    if (!edit.supported && edit.reason !== 'hidden') {
      // It was possible when the editing began; the words stay where they can be copied.
      setProblem({ name: 'unavailable', reason: edit.reason });
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
    const mentions = mentionedIn(words, people);
    const subject = rules.subject ? draft.subject.trim() : '';
    // The backend may have changed since the draft was written.
    const related = draft.related.filter(({ type }) => rules.related.includes(type));
    client.sendMessage(conversationId, {
      text: words,
      ...(mode.name === 'reply' ? { replyTo: mode.message.id ?? mode.message.localId } : {}),
      ...(blobs.length > 0 ? { files: blobs } : {}),
      ...(subject === '' ? {} : { subject }),
      ...(related.length === 0 ? {} : { related }),
      ...(mentions.length === 0 ? {} : { mentions }),
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
    subjectLeft,
    subject: draft.subject,
    related: draft.related,
    sendable,
    setSubject(subject) {
      setProblem(null);
      draft.setSubject(subject);
    },
    setRelated: draft.setRelated,
    takeSubject(subject) {
      if (subject !== undefined && rules.subject && draft.subject.trim() === '') draft.setSubject(subject);
    },
    setText(next) {
      setProblem(null);
      if (editing === null) draft.setText(next);
      else setEdited({ message: editing.key, text: next });
      typing.typed(next.trim() === '');
    },
    send() {
      if (isTooLong) return;
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
