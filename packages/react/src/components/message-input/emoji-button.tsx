import { useLabels } from '../../hooks/use-chat-settings';
import { PickerButton } from './picker-button';

const load = async () => (await import('../emoji-picker/emoji-picker')).EmojiPicker;

/** Opens the emoji over the input. */
export function EmojiButton({ onSelect }: { readonly onSelect: (emoji: string) => void }) {
  const labels = useLabels();
  return (
    <PickerButton
      label={labels.messageInput.emoji}
      icon="emoji"
      title={labels.emojiPicker.title}
      className="chat-emoji-popover"
      load={load}
    >
      {(EmojiPicker, close) => (
        <EmojiPicker
          onSelect={(emoji) => {
            close();
            onSelect(emoji);
          }}
        />
      )}
    </PickerButton>
  );
}
