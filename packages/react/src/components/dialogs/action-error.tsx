import type { ChatError } from '@chat/core';
import { useLabels } from '../../hooks/use-chat-settings';
import { Icon } from '../icons/icon';

export interface ActionErrorProps {
  readonly error: ChatError | null;
}

/** Why something did not work, as an alert. */
export function ActionError({ error }: ActionErrorProps) {
  if (error === null) return null;
  return (
    <div className="chat-dialog-error" role="alert">
      <Icon name="warning" size={18} />
      <ErrorWords error={error} />
    </div>
  );
}

/** The labels' words for an error, with what the backend said about single fields. */
export function ErrorWords({ error }: { readonly error: ChatError }) {
  const labels = useLabels();
  const text = error.code === 'network' ? labels.dialogs.offline : labels.error[error.code];
  return <span className="chat-part">{[text, ...Object.values(error.fields).flat()].join(' ')}</span>;
}
