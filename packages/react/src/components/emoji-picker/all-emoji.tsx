import {
  EmojiPicker as List,
  useSkinTone,
  type EmojiDataResolver,
  type EmojiPickerListComponents,
} from 'frimousse';
import { useLabels } from '../../hooks/use-chat-settings';
import { unpackEmojiData } from './emoji-data';
import packed from './emoji-data.en.json';
import { EmojiGrid } from './emoji-grid';

const columns = 8;
const resolveEmojiData: EmojiDataResolver = () => unpackEmojiData(packed);

const parts: EmojiPickerListComponents = {
  CategoryHeader: ({ category, ...rest }) => (
    <div {...rest} className="chat-emoji-category">
      {category.label}
    </div>
  ),
  // The library counts rows and columns from 0, which ARIA does not know, and looks the rows up by that number.
  Row: ({ 'aria-rowindex': row, ...rest }) => (
    <div {...rest} {...(row === 0 ? {} : { 'aria-rowindex': row })} className="chat-emoji-row" />
  ),
  Emoji: ({ emoji, 'aria-colindex': column = 0, ...rest }) => (
    <button {...rest} aria-colindex={column + 1} type="button" className="chat-emoji">
      {emoji.emoji}
    </button>
  ),
};

export interface AllEmojiProps {
  readonly onSelect: (emoji: string) => void;
  readonly autoFocus: boolean;
  readonly recent: readonly string[];
}

/** The searchable list; a module of its own so that its data is loaded only when wanted. */
export function AllEmoji({ onSelect, autoFocus, recent }: AllEmojiProps) {
  const labels = useLabels().emojiPicker;
  return (
    <List.Root
      className="chat-emoji-body"
      columns={columns}
      resolveEmojiData={resolveEmojiData}
      onEmojiSelect={({ emoji }) => onSelect(emoji)}
    >
      <div className="chat-emoji-top">
        <List.Search
          className="chat-emoji-search"
          placeholder={labels.search}
          aria-label={labels.search}
          autoFocus={autoFocus}
        />
        <SkinTone label={labels.skinTone} />
      </div>
      {recent.length > 0 ? (
        <EmojiGrid
          label={labels.recent}
          emojis={recent.slice(0, columns)}
          columns={columns}
          onSelect={onSelect}
        />
      ) : null}
      <List.Viewport className="chat-emoji-viewport" tabIndex={0} aria-label={labels.title}>
        <List.Loading className="chat-emoji-note">{labels.loading}</List.Loading>
        <List.Empty className="chat-emoji-note">{labels.empty}</List.Empty>
        <List.List className="chat-emoji-list" components={parts} aria-label={labels.title} />
      </List.Viewport>
    </List.Root>
  );
}

function SkinTone({ label }: { readonly label: string }) {
  const [tone, setTone, variations] = useSkinTone('✋');
  const at = variations.findIndex(({ skinTone }) => skinTone === tone);
  const next = variations[(at + 1) % variations.length];
  return (
    <button
      type="button"
      className="chat-emoji chat-emoji-tone"
      aria-label={label}
      title={label}
      onClick={() => next !== undefined && setTone(next.skinTone)}
    >
      {variations[at]?.emoji}
    </button>
  );
}
