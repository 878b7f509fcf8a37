import type { ChatError } from '@chat/core';
import { useLabels } from '../../hooks/use-chat-settings';
import { IconButton } from '../button/button';
import { Icon } from '../icons/icon';
import type { SeekState } from './use-jump';

export interface SeekNoteProps {
  readonly seek: SeekState;
  /** How many rows there are now. */
  readonly length: number;
  readonly onStop: () => void;
}

/** Over the messages while one of them is looked for, and when it cannot be shown. */
export function SeekNote({ seek, length, onStop }: SeekNoteProps) {
  const labels = useLabels();
  if (seek.name === 'idle') return null;
  const failed = seek.name === 'failed';
  return (
    <div className="chat-seek" role={failed ? 'alert' : 'status'}>
      <span className="chat-part">
        {failed
          ? labels.messageList.seekFailed(reasonOf(seek.error))
          : labels.messageList.seeking(length - seek.from)}
      </span>
      <IconButton
        size="small"
        label={failed ? labels.common.close : labels.common.cancel}
        icon={<Icon name="close" size={16} />}
        onClick={onStop}
      />
    </div>
  );
}

function reasonOf(error: ChatError): 'gone' | 'too-far-back' | 'failed' {
  if (error.details['rule'] === 'too-far-back') return 'too-far-back';
  return error.code === 'not-found' ? 'gone' : 'failed';
}
