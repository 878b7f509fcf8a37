import { useCallback, useState } from 'react';
import type { InputRules } from '../../hooks/use-input-rules';
import { checkFiles, type FileProblem } from './check-files';

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
  readonly nextId: number;
}

export interface UseFiles extends Omit<State, 'nextId'> {
  add(files: readonly File[]): void;
  remove(id: number): void;
  clear(): void;
  dismiss(): void;
}

const nothing: State = { files: [], problems: [], refused: false, nextId: 1 };

/** The files of the message being written, checked against what the backend takes. */
export function useFiles({ limits, attachments }: Pick<InputRules, 'limits' | 'attachments'>): UseFiles {
  const [{ files, problems, refused }, setState] = useState(nothing);

  const add = (offered: readonly File[]) =>
    setState((known) => {
      if (!attachments) return { ...known, refused: offered.length > 0 };
      const { accepted, problems: found } = checkFiles(offered, known.files.length, limits);
      const chosen = accepted.map((file, index) => ({ id: known.nextId + index, file }));
      return {
        files: [...known.files, ...chosen],
        problems: found,
        refused: false,
        nextId: known.nextId + chosen.length,
      };
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
