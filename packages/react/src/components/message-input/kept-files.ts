import type { ChatClient, ConversationId } from '@chat/core';
import type { ChosenFile } from './use-files';

// Only in memory: what a page may read of a disk it may read once. Entries go with their client.
const kept = new WeakMap<ChatClient, Map<string, readonly ChosenFile[]>>();

/** Files chosen and not sent, of the person who is signed in; they come back with the conversation's draft. */
export function keptFiles(client: ChatClient, conversationId: ConversationId): readonly ChosenFile[] {
  return kept.get(client)?.get(keyOf(client, conversationId)) ?? [];
}

export function keepFiles(
  client: ChatClient,
  conversationId: ConversationId,
  files: readonly ChosenFile[],
): void {
  const all = kept.get(client) ?? new Map<string, readonly ChosenFile[]>();
  kept.set(client, all);
  if (files.length === 0) all.delete(keyOf(client, conversationId));
  else all.set(keyOf(client, conversationId), files);
}

function keyOf(client: ChatClient, conversationId: ConversationId): string {
  const { session } = client.getState();
  return `${session.name === 'signed-in' ? session.me : ''} ${conversationId}`;
}
