import { useState } from 'react';
import { useChatState } from '../../hooks/use-chat-state';
import { useEmojiSet, useLabels } from '../../hooks/use-chat-settings';
import { useOnDemand } from '../../hooks/use-on-demand';
import { Button } from '../button/button';
import { EmojiGrid } from './emoji-grid';
import { readRecentEmoji, rememberEmoji } from './recent-emoji';

export interface EmojiPickerProps {
  readonly onSelect: (emoji: string) => void;
  /** Only these, for backends that accept a fixed set. */
  readonly set?: readonly string[] | null | undefined;
  /** Takes the focus when it appears. Default true. */
  readonly autoFocus?: boolean | undefined;
}

// Two thousand emoji with their names are loaded when somebody first asks for them.
const loadAll = async () => (await import('./all-emoji')).AllEmoji;

/** Every emoji by category with a search, or a backend's fixed set. Its data comes with the package. */
export function EmojiPicker({ onSelect, set: accepted = null, autoFocus = true }: EmojiPickerProps) {
  const labels = useLabels();
  const set = useEmojiSet(accepted);
  const owner = useChatState(({ session }) => (session.name === 'signed-in' ? session.me : ''));
  const [recent] = useState(() => readRecentEmoji(owner));
  const { Part: AllEmoji, failed, retry } = useOnDemand(loadAll, set === null);

  const select = (emoji: string) => {
    rememberEmoji(owner, emoji);
    onSelect(emoji);
  };

  return (
    <div className="chat-surface chat-emoji-picker" role="group" aria-label={labels.emojiPicker.title}>
      {set !== null ? (
        <EmojiGrid label={labels.emojiPicker.title} emojis={set} autoFocus={autoFocus} onSelect={select} />
      ) : AllEmoji !== null ? (
        <AllEmoji onSelect={select} autoFocus={autoFocus} recent={recent} />
      ) : failed ? (
        <div className="chat-notice" role="alert">
          <span className="chat-part">{labels.dialogs.notLoaded}</span>
          <Button className="chat-notice-action" onClick={retry}>
            {labels.common.retry}
          </Button>
        </div>
      ) : (
        <EmojiSkeleton label={labels.emojiPicker.loading} />
      )}
    </div>
  );
}

function EmojiSkeleton({ label }: { readonly label: string }) {
  return (
    <div className="chat-emoji-body" role="status" aria-label={label}>
      <div className="chat-skeleton chat-emoji-skeleton-search" />
      <div className="chat-skeleton chat-emoji-skeleton-list" />
    </div>
  );
}
