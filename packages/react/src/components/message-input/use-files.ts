import { useCallback, useRef, useState } from 'react';
import type { InputRules } from '../../hooks/use-input-rules';
import { checkFiles, type FileProblem } from './check-files';

/** A file to be sent; `id` tells the same file chosen twice apart. */
export interface ChosenFile {
  readonly id: number;
  readonly file: File;
}

export interface UseFiles {
  readonly files: readonly ChosenFile[];
  readonly problems: readonly FileProblem[];
  /** Files were offered where none can be sent. */
  readonly refused: boolean;
  add(files: readonly File[]): void;
  remove(id: number): void;
  clear(): void;
  dismiss(): void;
}

/** The files of the message being written, checked against what the backend takes. */
export function useFiles({ limits, attachments }: Pick<InputRules, 'limits' | 'attachments'>): UseFiles {
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const [problems, setProblems] = useState<readonly FileProblem[]>([]);
  const [refused, setRefused] = useState(false);
  const nextId = useRef(1);

  const add = (offered: readonly File[]) => {
    setRefused(!attachments && offered.length > 0);
    if (!attachments) return;
    const checked = checkFiles(offered, files.length, limits);
    setProblems(checked.problems);
    setFiles([...files, ...checked.accepted.map((file) => ({ id: nextId.current++, file }))]);
  };
  const dismiss = useCallback(() => {
    setProblems([]);
    setRefused(false);
  }, []);
  return {
    files,
    problems,
    refused,
    add,
    remove: (id) => setFiles((known) => known.filter((chosen) => chosen.id !== id)),
    clear: useCallback(() => {
      setFiles([]);
      dismiss();
    }, [dismiss]),
    dismiss,
  };
}
