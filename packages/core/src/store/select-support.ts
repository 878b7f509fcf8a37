import type { Support, UnsupportedReason } from '../adapter/capabilities';
import type { CommandKind } from '../adapter/command';
import type { ChatState } from './state';
import type { MessageView } from './view';

const yes: Support = { supported: true };
const no = (reason: UnsupportedReason): Support => ({ supported: false, reason });

/**
 * Whether something can be offered now, for a message where one is given. `now` is epoch milliseconds and decides
 * edit windows. The server has the last word.
 */
export function selectSupport(
  state: ChatState,
  what: CommandKind | 'reply',
  message?: MessageView,
  now = 0,
): Support {
  const general = what === 'reply' ? state.capabilities.reply : state.capabilities.commands[what];
  if (!general.supported) return general;
  if (message === undefined) return yes;
  if (message.deleted) return no('backend');
  if (state.conversations.get(message.conversationId)?.write.name === 'closed') return no('closed');
  switch (what) {
    case 'edit-message':
      if (!(message.permissions.edit ?? message.own)) return no('role');
      return withinWindow(state, message, now) ? yes : no('too-late');
    case 'delete-message':
      return support(message.permissions.delete ?? message.own);
    case 'react':
    case 'unreact':
      return support(message.permissions.react ?? true);
    case 'pin':
    case 'unpin':
      return support(message.permissions.pin ?? true);
    case 'reply':
      return message.id === null ? no('not-yet') : support(message.permissions.reply ?? true);
    default:
      return yes;
  }
}

function withinWindow(state: ChatState, message: MessageView, now: number): boolean {
  const { editWindowMs } = state.limits;
  return message.id === null || editWindowMs === null || now - message.createdAt <= editWindowMs;
}

function support(allowed: boolean): Support {
  return allowed ? yes : no('role');
}
