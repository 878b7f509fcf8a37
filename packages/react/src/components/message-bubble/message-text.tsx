import type { UserId } from '@chat/core';
import { memo, useMemo } from 'react';
import { useMarkdown } from '../../hooks/use-chat-settings';
import { useOnDemand } from '../../hooks/use-on-demand';
import { isEmojiOnly } from '../../lib/emoji-only';
import { TextPieces } from './text-pieces';

export interface MessageTextProps {
  readonly text: string;
  /** Whom it mentions; they stand out where their names do. */
  readonly mentions?: readonly UserId[] | undefined;
}

const nobody: readonly UserId[] = [];
const loadMarkdown = async () => (await import('./markdown-text')).MarkdownText;

/** A message's words as text nodes and safe links; the provider's `markdown` lets a few marks be read in them. */
export const MessageText = memo(function MessageText({ text, mentions = nobody }: MessageTextProps) {
  const large = useMemo(() => isEmojiOnly(text), [text]);
  const marked = useMarkdown() && !large;
  const { Part: MarkdownText } = useOnDemand(loadMarkdown, marked);
  return (
    <div className="chat-text" dir="auto" data-emoji={large ? '' : undefined}>
      {marked && MarkdownText !== null ? (
        <MarkdownText text={text} mentions={mentions} />
      ) : (
        <TextPieces text={text} mentions={mentions} />
      )}
    </div>
  );
});
