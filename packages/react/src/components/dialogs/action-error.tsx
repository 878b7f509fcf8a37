import type { ChatError } from '@chat/core';
import { useLabels } from '../../hooks/use-chat-settings';
import { Icon } from '../icons/icon';

export interface ActionErrorProps {
  readonly error: ChatError | null;
}

/** Why something did not work, worded by the labels, with what the backend said about single fields. */
export function ActionError({ error }: ActionErrorProps) {
  const labels = useLabels();
  if (error === null) return null;
  const text = error.code === 'network' ? labels.dialogs.offline : labels.error[error.code];
  const details = Object.values(error.fields).flat();
  return (
    <div className="chat-dialog-error" role="alert">
      <Icon name="warning" size={18} />
      <span>{[text, ...details].join(' ')}</span>
    </div>
  );
}
