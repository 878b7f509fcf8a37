import type { Capabilities, ChatState, Support } from '@chat/core';
import { useChatState } from './use-chat-state';

const selectActions = (state: ChatState): Capabilities['actions'] => state.capabilities.actions;

/** What the backend lets one do with conversations as such; `create` as soon as one kind can be begun. */
export function useListAbilities(): Readonly<Record<'create' | 'group' | 'archive' | 'blocks', Support>> {
  const actions = useChatState(selectActions);
  const group = actions['create-group'];
  return {
    create: group.supported ? group : actions['create-direct'],
    group,
    archive: actions.archive,
    blocks: actions['list-blocks'],
  };
}
