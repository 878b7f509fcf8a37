import { useId, useState } from 'react';
import { useDirectories } from '../../hooks/use-directories';
import { useLabels } from '../../hooks/use-chat-settings';
import { Button } from '../button/button';
import { ActionError } from './action-error';
import { Select } from './select';
import type { Directories } from '../../hooks/use-directories';

export interface DirectoryChoice extends Directories {
  /** To search in: undefined where the backend has no directories, null until one is known. */
  readonly directoryId: string | undefined | null;
  choose(id: string): void;
}

/** Where to look for people: the first directory until another one is chosen. */
export function useDirectoryChoice(): DirectoryChoice {
  const all = useDirectories();
  const [chosen, setChosen] = useState<string | null>(null);
  const first = all.directories === null ? null : all.directories[0]?.id;
  return { ...all, directoryId: chosen ?? first, choose: setChosen };
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
  if (choice.directories === null || choice.directories.length < 2) return null;
  return (
    <div className="chat-field">
      <label className="chat-field-label" htmlFor={id}>
        {labels.dialogs.directory}
      </label>
      <Select
        className="chat-field-input"
        id={id}
        value={choice.directoryId ?? ''}
        onChange={(event) => choice.choose(event.target.value)}
      >
        {choice.directories.map((directory) => (
          <option className="chat-part" key={directory.id} value={directory.id}>
            {directory.name}
          </option>
        ))}
      </Select>
    </div>
  );
}
