import type { ConversationId, Draft, MessageId, RelatedEntity } from '@chat/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';

/** What is being written, apart from files. */
export interface Written {
  readonly text: string;
  readonly subject: string;
  readonly related: readonly RelatedEntity[];
}

export interface UseDraft extends Written {
  /** The message the stored draft answers. */
  readonly storedReply: MessageId | null;
  readonly setText: (text: string) => void;
  readonly setSubject: (subject: string) => void;
  readonly setRelated: (related: readonly RelatedEntity[]) => void;
  /** Empties it in the store at once. */
  readonly clear: () => void;
}

const pauseMs = 400;
const nothing: Written = { text: '', subject: '', related: [] };

/** What is kept per conversation until it is sent; stored after a pause, on leaving and when the page goes. */
export function useDraft(conversationId: ConversationId, replyTo: MessageId | null): UseDraft {
  const client = useChatClient();
  const stored = useChatState((state) => state.drafts.get(conversationId));
  const [written, setShown] = useState(() => writtenIn(stored));
  const [touched, setTouched] = useState(false);
  const typed = useRef<Written | null>(null);
  const unsaved = useRef<Written | null>(null);
  const answered = useRef(replyTo);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  // The cache may open after the input did, and another tab may write on, or send it.
  if (!touched && !isSame(writtenIn(stored), written)) setShown(writtenIn(stored));

  const save = useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    if (unsaved.current === null) return;
    client.setDraft(conversationId, draftOf(unsaved.current, answered.current));
    unsaved.current = null;
  }, [client, conversationId]);

  const saveLater = useCallback(
    (next: Written) => {
      unsaved.current = next;
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(save, pauseMs);
    },
    [save],
  );

  useEffect(() => {
    const before = answered.current;
    answered.current = replyTo;
    if (before !== replyTo && typed.current !== null) saveLater(typed.current);
  }, [replyTo, saveLater]);

  useEffect(() => {
    window.addEventListener('pagehide', save);
    return () => {
      window.removeEventListener('pagehide', save);
      save();
    };
  }, [save]);

  const change = (part: Partial<Written>) => {
    const next = { ...written, ...typed.current, ...part };
    setTouched(true);
    setShown(next);
    typed.current = next;
    saveLater(next);
  };

  return {
    ...written,
    storedReply: stored?.replyTo ?? null,
    setText: (text) => change({ text }),
    setSubject: (subject) => change({ subject }),
    setRelated: (related) => change({ related }),
    clear: () => {
      setTouched(true);
      setShown(nothing);
      typed.current = null;
      unsaved.current = nothing;
      answered.current = null;
      save();
    },
  };
}

function writtenIn(draft: Draft | undefined): Written {
  if (draft === undefined) return nothing;
  return { text: draft.text, subject: draft.subject ?? '', related: draft.related ?? nothing.related };
}

function isSame(one: Written, other: Written): boolean {
  return one.text === other.text && one.subject === other.subject && one.related === other.related;
}

function draftOf({ text, subject, related }: Written, replyTo: MessageId | null): Draft {
  return {
    text,
    replyTo,
    ...(subject === '' ? {} : { subject }),
    ...(related.length === 0 ? {} : { related }),
  };
}
