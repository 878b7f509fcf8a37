import { lazy, Suspense, useState } from 'react';
import { useChatState } from '../../hooks/use-chat-state';
import { useLabels } from '../../hooks/use-chat-settings';
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
const AllEmoji = lazy(() => import('./all-emoji'));

/** Every emoji by category with a search, or a backend's fixed set. Loads nothing from elsewhere. */
export function EmojiPicker({ onSelect, set = null, autoFocus = true }: EmojiPickerProps) {
  const labels = useLabels();
  const owner = useChatState(({ session }) => (session.name === 'signed-in' ? session.me : ''));
  const [recent] = useState(() => readRecentEmoji(owner));

  const select = (emoji: string) => {
    rememberEmoji(owner, emoji);
    onSelect(emoji);
  };

  return (
    <div className="chat-surface chat-emoji-picker" role="group" aria-label={labels.emojiPicker.title}>
      {set === null ? (
        <Suspense fallback={<EmojiSkeleton label={labels.emojiPicker.loading} />}>
          <AllEmoji onSelect={select} autoFocus={autoFocus} recent={recent} />
        </Suspense>
      ) : (
        <EmojiGrid label={labels.emojiPicker.title} emojis={set} autoFocus={autoFocus} onSelect={select} />
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
