import type { UserId } from '@chat/core';
import { memo, useMemo } from 'react';
import { isEmojiOnly, textParts } from '../../lib/text-parts';
import { MentionedText } from './mentioned-text';

export interface MessageTextProps {
  readonly text: string;
  /** Whom it mentions; they stand out where their names do. */
  readonly mentions?: readonly UserId[] | undefined;
}

const nobody: readonly UserId[] = [];

/** A message's words as text nodes and safe links: nothing in it is ever read as markup. */
export const MessageText = memo(function MessageText({ text, mentions = nobody }: MessageTextProps) {
  const parts = useMemo(() => textParts(text), [text]);
  const large = useMemo(() => isEmojiOnly(text), [text]);
  return (
    <div className="chat-text" dir="auto" data-emoji={large ? '' : undefined}>
      {parts.map((part, index) =>
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
      )}
    </div>
  );
});
