import { useCallback, useRef, useState } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { IconButton } from '../button/button';
import { EmojiPicker } from '../emoji-picker/emoji-picker';
import { Icon } from '../icons/icon';
import { Popover } from '../menu/popover';

/** Opens the emoji over the input. */
export function EmojiButton({ onSelect }: { readonly onSelect: (emoji: string) => void }) {
  const labels = useLabels();
  const button = useRef<HTMLButtonElement>(null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = useCallback(() => setAnchor(null), []);
  return (
    <>
      <IconButton
        ref={button}
        label={labels.messageInput.emoji}
        icon={<Icon name="emoji" />}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={() => setAnchor((open) => (open === null ? button.current : null))}
      />
      {anchor === null ? null : (
        <Popover
          anchor={anchor}
          onClose={close}
          align="end"
          label={labels.emojiPicker.title}
          className="chat-emoji-popover"
        >
          <EmojiPicker
            onSelect={(emoji) => {
              close();
              onSelect(emoji);
            }}
          />
        </Popover>
      )}
    </>
  );
}
