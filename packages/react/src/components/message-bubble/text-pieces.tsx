import type { UserId } from '@chat/core';
import { useOnDemand } from '../../hooks/use-on-demand';
import { MentionedText } from './mentioned-text';

export interface TextPiecesProps {
  readonly text: string;
  readonly mentions: readonly UserId[];
}

/** What every address, mail or telephone link has somewhere. */
const mayLink = /\S\.\S|:|@/;
const loadLinkedText = async () => (await import('./linked-text')).LinkedText;

/**
 * Words as text nodes, safe links and mentions: nothing in them is ever read as markup. What finds links comes with
 * the first text that may have one; until then it stands there as the same words.
 */
export function TextPieces({ text, mentions }: TextPiecesProps) {
  const { Part: LinkedText } = useOnDemand(loadLinkedText, mayLink.test(text));
  if (LinkedText !== null) return <LinkedText text={text} mentions={mentions} />;
  return mentions.length === 0 ? text : <MentionedText text={text} mentions={mentions} />;
}
