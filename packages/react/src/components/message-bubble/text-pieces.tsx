import type { UserId } from '@chat/core';
import { useMemo } from 'react';
import { textParts } from '../../lib/text-parts';
import { MentionedText } from './mentioned-text';

export interface TextPiecesProps {
  readonly text: string;
  readonly mentions: readonly UserId[];
}

/** Words as text nodes, safe links and mentions: nothing in them is ever read as markup. */
export function TextPieces({ text, mentions }: TextPiecesProps) {
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
