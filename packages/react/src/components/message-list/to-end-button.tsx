import { useLabels } from '../../hooks/use-chat-settings';
import { Icon } from '../icons/icon';

export interface ToEndButtonProps {
  readonly newCount: number;
  readonly onPress: () => void;
}

/** Back to the newest message; says how many are new. */
export function ToEndButton({ newCount, onPress }: ToEndButtonProps) {
  const labels = useLabels().messageList;
  return (
    <button
      type="button"
      className="chat-to-end"
      data-new={newCount > 0 ? '' : undefined}
      title={labels.toEnd}
      aria-label={newCount > 0 ? `${labels.newCount(newCount)}. ${labels.toEnd}` : labels.toEnd}
      onClick={onPress}
    >
      {newCount > 0 ? <span className="chat-part">{labels.newCount(newCount)}</span> : null}
      <Icon name="arrowDown" size={18} />
    </button>
  );
}
