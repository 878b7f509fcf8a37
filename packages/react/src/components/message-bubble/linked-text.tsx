import { useMemo } from 'react';
import { textParts } from '../../lib/text-parts';
import { MentionedText } from './mentioned-text';
import type { TextPiecesProps } from './text-pieces';

/** Words with their links; a module of its own, as what finds them is large. */
export function LinkedText({ text, mentions }: TextPiecesProps) {
  const parts = useMemo(() => textParts(text), [text]);
  return parts.map((part, index) =>
    part.kind === 'plain' ? (
      mentions.length === 0 ? (
        part.text
      ) : (
        <MentionedText key={index} text={part.text} mentions={mentions} />
      )
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
  );
}
