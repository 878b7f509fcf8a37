import type { Capabilities, ChatState } from '@chat/core';
import { useChatState } from './use-chat-state';

const selectActions = (state: ChatState): Capabilities['actions'] => state.capabilities.actions;

/** What the backend lets one do with conversations as such. */
export function useListAbilities(): Readonly<Record<'create' | 'group' | 'archive' | 'blocks', boolean>> {
  const actions = useChatState(selectActions);
  return {
    create: actions['create-direct'].supported || actions['create-group'].supported,
    group: actions['create-group'].supported,
    archive: actions.archive.supported,
    blocks: actions['list-blocks'].supported,
  };
}
