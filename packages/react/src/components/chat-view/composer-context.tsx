import type { MessageView } from '@chat/core';
import { createContext, useContext, useMemo, useRef, useState, type ReactNode } from 'react';

/** What the input is about: a new message, an answer to one, or the text of an own one. */
export type ComposerMode =
  | { readonly name: 'new' }
  | { readonly name: 'reply'; readonly message: MessageView }
  | { readonly name: 'edit'; readonly message: MessageView };

/** What the rest of the view may ask of the input. */
export interface ComposerInput {
  focus(): void;
  addFiles(files: readonly File[]): void;
}

export interface ComposerActions {
  setReply(message: MessageView): void;
  setEdit(message: MessageView): void;
  /** Back to a new message. */
  clear(): void;
  focusInput(): void;
  addFiles(files: readonly File[]): void;
  /** The input announces itself; the returned function takes it back. */
  registerInput(input: ComposerInput): () => void;
}

const ModeContext = createContext<ComposerMode>({ name: 'new' });
const ActionsContext = createContext<ComposerActions | null>(null);

/** Shared by the messages and the input of one view. The actions never change, so rows do not render on a reply. */
export function ComposerProvider({ children }: { readonly children?: ReactNode }) {
  const [mode, setMode] = useState<ComposerMode>({ name: 'new' });
  const input = useRef<ComposerInput | null>(null);
  const actions = useMemo<ComposerActions>(() => {
    const enter = (next: ComposerMode) => {
      setMode(next);
      input.current?.focus();
    };
    return {
      setReply: (message) => enter({ name: 'reply', message }),
      setEdit: (message) => enter({ name: 'edit', message }),
      clear: () => setMode({ name: 'new' }),
      focusInput: () => input.current?.focus(),
      addFiles: (files) => input.current?.addFiles(files),
      registerInput(registered) {
        input.current = registered;
        return () => {
          if (input.current === registered) input.current = null;
        };
      },
    };
  }, []);
  return (
    <ActionsContext.Provider value={actions}>
      <ModeContext.Provider value={mode}>{children}</ModeContext.Provider>
    </ActionsContext.Provider>
  );
}

export function useComposerMode(): ComposerMode {
  return useContext(ModeContext);
}

const standalone: ComposerActions = {
  setReply: () => undefined,
  setEdit: () => undefined,
  clear: () => undefined,
  focusInput: () => undefined,
  addFiles: () => undefined,
  registerInput: () => () => undefined,
};

/** Outside a view (a lone input or bubble) the actions do nothing. */
export function useComposerActions(): ComposerActions {
  return useContext(ActionsContext) ?? standalone;
}
