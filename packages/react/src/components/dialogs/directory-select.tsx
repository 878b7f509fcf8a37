import { useId, useState } from 'react';
import { useChatState } from '../../hooks/use-chat-state';
import { useDirectories } from '../../hooks/use-directories';
import { useLabels } from '../../hooks/use-chat-settings';
import { Button } from '../button/button';
import { ActionError } from './action-error';
import { Select } from './select';
import type { Directories } from '../../hooks/use-directories';

export interface DirectoryChoice extends Directories {
  /** To search in: undefined for all of them, or where the backend has none; null until one is known. */
  readonly directoryId: string | undefined | null;
  /** None need be chosen. */
  readonly optional: boolean;
  choose(id: string | undefined): void;
}

/** Where to look for people: everywhere where that is possible, else in the first directory, until one is chosen. */
export function useDirectoryChoice(): DirectoryChoice {
  const all = useDirectories();
  const optional = useChatState((state) => state.capabilities.directoryOptional);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const first = optional ? undefined : all.directories === null ? null : all.directories[0]?.id;
  return { ...all, optional, directoryId: chosen ?? first, choose: setChosen };
}

/** Shown only where there is something to choose, or a failure to tell. */
export function DirectorySelect({ choice }: { readonly choice: DirectoryChoice }) {
  const labels = useLabels();
  const id = useId();
  if (choice.error !== null) {
    return (
      <div className="chat-dialog-section">
        <ActionError error={choice.error} />
        <Button onClick={choice.retry}>{labels.common.retry}</Button>
      </div>
    );
  }
  const choices = (choice.directories?.length ?? 0) + (choice.optional ? 1 : 0);
  if (choice.directories === null || choices < 2) return null;
  return (
    <div className="chat-field">
      <label className="chat-field-label" htmlFor={id}>
        {labels.dialogs.directory}
      </label>
      <Select
        className="chat-field-input"
        id={id}
        value={choice.directoryId ?? ''}
        onChange={({ target: { value } }) => choice.choose(value === '' ? undefined : value)}
      >
        {choice.optional ? (
          <option className="chat-part" value="">
            {labels.dialogs.anyDirectory}
          </option>
        ) : null}
        {choice.directories.map((directory) => (
          <option className="chat-part" key={directory.id} value={directory.id}>
            {directory.name}
          </option>
        ))}
      </Select>
    </div>
  );
}
