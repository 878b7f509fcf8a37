import type { MessageView } from '@chat/core';
import { useLabels } from '../../hooks/use-chat-settings';
import { IconButton } from '../button/button';
import { Icon } from '../icons/icon';

export interface QuickReactionsProps {
  readonly message: MessageView;
  /** The backend's own set, or null for any emoji. */
  readonly set: readonly string[] | null;
  readonly onPick: (emoji: string) => void;
  readonly onMore: () => void;
}

const usual: readonly string[] = ['👍', '❤️', '😂', '😮', '😢', '🙏'];
const mostAtOnce = 6;

/** The reactions people use most, one press away. */
export function QuickReactions({ message, set, onPick, onMore }: QuickReactionsProps) {
  const labels = useLabels().message;
  const offered = set ?? usual;
  return (
    <div className="chat-quick-reactions">
      {offered.slice(0, mostAtOnce).map((emoji) => (
        <button
          key={emoji}
          type="button"
          className="chat-quick-reaction"
          aria-label={emoji}
          aria-pressed={message.reactions.some((reaction) => reaction.mine && reaction.emoji === emoji)}
          onClick={() => onPick(emoji)}
        >
          {emoji}
        </button>
      ))}
      {set === null || set.length > mostAtOnce ? (
        <IconButton label={labels.moreReactions} icon={<Icon name="add" />} onClick={onMore} />
      ) : null}
    </div>
  );
}
