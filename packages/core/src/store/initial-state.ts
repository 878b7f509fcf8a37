import type { Capabilities } from '../adapter/capabilities';
import type { Limits } from '../adapter/limits';
import { outboxOf } from './outbox-lanes';
import type { ChatState } from './state';

export function initialState(capabilities: Capabilities, limits: Limits): ChatState {
  return {
    session: { name: 'starting' },
    connection: { name: 'idle' },
    storage: { name: 'opening' },
    capabilities,
    limits,
    users: new Map(),
    conversations: new Map(),
    conversationOrder: [],
    conversationList: { name: 'idle' },
    timelines: new Map(),
    historyLoads: new Map(),
    freshAt: new Map(),
    outbox: outboxOf(new Map()),
    typing: new Map(),
    presence: new Map(),
    drafts: new Map(),
    readUpTo: new Map(),
  };
}
