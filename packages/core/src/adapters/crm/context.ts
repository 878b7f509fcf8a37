import type { AdapterEnvironment } from '../../adapter/environment';
import type { ServerEvent } from '../../adapter/server-event';
import type { ConversationId, UserId } from '../../model/ids';
import type { Message } from '../../model/message';
import type { User } from '../../model/user';
import type { Account } from './account';
import { decodeMessage, type DecodeContext } from './decode-message';
import type { MessageList } from './message-list';
import type { Settings } from './options';
import type { Rest } from './rest';
import type { Rows } from './rows';
import type { Unread } from './unread';
import type { WireMessage } from './wire';

/** What the parts of one adapter share. */
export interface Context {
  readonly environment: AdapterEnvironment;
  readonly settings: Settings;
  readonly rest: Rest;
  readonly account: Account;
  readonly list: MessageList;
  readonly rows: Rows;
  readonly unread: Unread;
  /** The open live link, if there is one. */
  readonly live: { emit: ((events: readonly ServerEvent[]) => void) | null };
}

/** One reading of wire shapes; collects the people met on the way. */
export interface Decoding extends DecodeContext {
  readonly me: UserId;
  message(wire: WireMessage, conversationId: ConversationId): Message;
  users(): readonly User[];
}

export function startDecoding(
  { environment, settings }: Pick<Context, 'environment' | 'settings'>,
  me: UserId,
): Decoding {
  const met = new Map<UserId, User>();
  const decoding: Decoding = {
    me,
    baseUrl: settings.baseUrl,
    report: environment.report,
    meet(user) {
      // Whoever was told with more details stays.
      if (met.get(user.id)?.details === undefined || user.details !== undefined) met.set(user.id, user);
    },
    message: (wire, conversationId) => decodeMessage(wire, conversationId, decoding),
    users: () => [...met.values()],
  };
  return decoding;
}
