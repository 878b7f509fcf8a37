import { memo, useMemo } from 'react';
import { isEmojiOnly, textParts } from '../../lib/text-parts';

export interface MessageTextProps {
  readonly text: string;
}

/** A message's words as text nodes and safe links: nothing in it is ever read as markup. */
export const MessageText = memo(function MessageText({ text }: MessageTextProps) {
  const parts = useMemo(() => textParts(text), [text]);
  const large = useMemo(() => isEmojiOnly(text), [text]);
  return (
    <div className="chat-text" dir="auto" data-emoji={large ? '' : undefined}>
      {parts.map((part, index) =>
        part.kind === 'plain' ? (
          part.text
        ) : (
          <a
            // The parts of one text never move.
            key={index}
            className="chat-link"
            href={part.url}
            target="_blank"
            rel="noopener noreferrer"
            tabIndex={-1}
          >
            {part.text}
          </a>
        ),
      )}
    </div>
  );
});
