import type { ConversationId } from '@chat/core';
import { useCallback, useEffect, useState } from 'react';
import { useChatClient } from '../../hooks/use-chat-client';
import type { InputRules } from '../../hooks/use-input-rules';
import { checkFiles, type FileProblem } from './check-files';
import { keepFiles, keptFiles } from './kept-files';

/** A file to be sent; `id` tells the same file chosen twice apart. */
export interface ChosenFile {
  readonly id: number;
  readonly file: File;
}

interface State {
  readonly files: readonly ChosenFile[];
  readonly problems: readonly FileProblem[];
  /** Files were offered where none can be sent. */
  readonly refused: boolean;
}

export interface UseFiles extends State {
  add(files: readonly File[]): void;
  remove(id: number): void;
  clear(): void;
  dismiss(): void;
}

const nothing: State = { files: [], problems: [], refused: false };

/** The files of the message being written, checked against what the backend takes; kept while the page lives. */
export function useFiles(
  conversationId: ConversationId,
  { limits, attachments }: Pick<InputRules, 'limits' | 'attachments'>,
): UseFiles {
  const client = useChatClient();
  const [{ files, problems, refused }, setState] = useState<State>(() => ({
    ...nothing,
    files: keptFiles(client, conversationId),
  }));

  useEffect(() => keepFiles(client, conversationId, files), [client, conversationId, files]);

  const add = (offered: readonly File[]) =>
    setState((known) => {
      if (!attachments.supported) return { ...known, refused: offered.length > 0 };
      const { accepted, problems: found } = checkFiles(offered, known.files.length, limits);
      const nextId = Math.max(0, ...known.files.map(({ id }) => id)) + 1;
      const chosen = accepted.map((file, index) => ({ id: nextId + index, file }));
      return { files: [...known.files, ...chosen], problems: found, refused: false };
    });

  return {
    files,
    problems,
    refused,
    add,
    remove: (id) =>
      setState((known) => ({ ...known, files: known.files.filter((chosen) => chosen.id !== id) })),
    clear: useCallback(() => setState(nothing), []),
    dismiss: useCallback(() => setState((known) => ({ ...known, problems: [], refused: false })), []),
  };
}
