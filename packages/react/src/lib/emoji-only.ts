const emojiPieces = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|\s/gu;
const mostEnlarged = 5;

/** True for up to five emoji and nothing else. */
export function isEmojiOnly(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > 80 || trimmed.replace(emojiPieces, '') !== '') return false;
  const visible = trimmed.replace(/\s/g, '');
  return (
    [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(visible)].length <= mostEnlarged
  );
}
