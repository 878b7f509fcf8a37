import type { ConversationView } from '@chat/core';
import { factText } from '../lib/fact-text';
import { useLabels } from './use-chat-settings';
import { useRelatedWords } from './use-related-words';

/** Where a conversation belongs in the host's business: the backend's facts, then what its last message is about. */
export function useBusinessLine(conversation: ConversationView): readonly string[] {
  const { facts } = useLabels();
  const words = useRelatedWords();
  const related = conversation.preview?.related ?? [];
  return [
    ...conversation.context.map((fact) => factText(fact, facts)),
    ...related.map((entity) => words.name(entity)),
  ].filter((label) => label !== '');
}
