import { useLabels } from '../../hooks/use-chat-settings';
import { Icon } from '../icons/icon';

export interface ToEndButtonProps {
  readonly newCount: number;
  /** First back to where one came from. */
  readonly returns: boolean;
  readonly onPress: () => void;
}

/** Back to the newest message, or to where one came from; says how many are new. */
export function ToEndButton({ newCount, returns, onPress }: ToEndButtonProps) {
  const labels = useLabels().messageList;
  const goal = returns ? labels.backToPlace : labels.toEnd;
  return (
    <button
      type="button"
      className="chat-to-end"
      data-new={newCount > 0 ? '' : undefined}
      title={goal}
      aria-label={newCount > 0 ? `${labels.newCount(newCount)}. ${goal}` : goal}
      onClick={onPress}
    >
      {newCount > 0 ? <span className="chat-part">{labels.newCount(newCount)}</span> : null}
      <Icon name="arrowDown" size={18} />
    </button>
  );
}
