import type { Coverage } from '../adapter/capabilities';
import type { ConversationId } from '../model/ids';
import type { ChatState } from './state';

/**
 * How old what is shown may be, of a conversation or (null) of the list: `live` while the backend tells every new
 * message by itself, else when it was last asked (epoch milliseconds, null before the first time).
 */
export function selectFreshness(state: ChatState, id: ConversationId | null): 'live' | number | null {
  const isLive = state.connection.name === 'open' && coverages(state, id).every((one) => one !== 'never');
  return isLive ? 'live' : (state.freshAt.get(id) ?? null);
}

function coverages(state: ChatState, id: ConversationId | null): readonly (Coverage | 'never')[] {
  const { live } = state.capabilities;
  if (id !== null) {
    const { messages } = live[state.conversations.get(id)?.kind ?? 'direct'];
    // Who asks has it on screen, so it is watched.
    return [messages === 'partly' ? 'never' : messages];
  }
  const kinds = new Set([...state.conversations.values()].map(({ kind }) => kind));
  return [...kinds].flatMap((kind) =>
    [live[kind].messages, live[kind].conversations].map((one) => (one === 'always' ? one : 'never')),
  );
}
