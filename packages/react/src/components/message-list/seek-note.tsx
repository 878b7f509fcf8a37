import { useLabels } from '../../hooks/use-chat-settings';
import { IconButton } from '../button/button';
import { Icon } from '../icons/icon';
import type { SeekState } from './use-jump';

export interface SeekNoteProps {
  readonly seek: SeekState;
  readonly onStop: () => void;
}

/** Over the messages while one of them is looked for, and when it cannot be shown. */
export function SeekNote({ seek, onStop }: SeekNoteProps) {
  const labels = useLabels();
  if (seek.name === 'idle') return null;
  const failed = seek.name === 'failed';
  return (
    <div className="chat-seek" role={failed ? 'alert' : 'status'}>
      <span>
        {failed
          ? (labels.messageList.seekFailed[seek.error.code] ?? labels.error[seek.error.code])
          : labels.messageList.seeking(seek.loaded)}
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
