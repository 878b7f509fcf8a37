import type { AdapterEnvironment } from '../../adapter/environment';
import type { ConversationId, UserId } from '../../model/ids';
import type { Message } from '../../model/message';
import type { User } from '../../model/user';
import type { Account } from './account';
import type { Deployment } from './deployment';
import { decodeMessage, type DecodeContext } from './decode-message';
import type { LinkHolder } from './link';
import type { MyReactions } from './my-reactions';
import type { Settings } from './options';
import type { OwnSends } from './own-sends';
import type { Rest } from './rest';
import type { Unread } from './unread';
import type { WireMessage } from './wire';

/** What the parts of one adapter share. */
export interface Context {
  readonly environment: AdapterEnvironment;
  readonly settings: Settings;
  readonly rest: Rest;
  readonly account: Account;
  readonly unread: Unread;
  readonly myReactions: MyReactions;
  readonly ownSends: OwnSends;
  readonly live: LinkHolder;
  readonly deployment: Deployment;
}

/** One reading of wire shapes; collects the people met on the way. */
export interface Decoding extends DecodeContext {
  message(wire: WireMessage, conversationId: ConversationId): Message;
  users(): readonly User[];
}

export function startDecoding(
  { environment, settings, myReactions }: Pick<Context, 'environment' | 'settings' | 'myReactions'>,
  me: UserId,
): Decoding {
  const met = new Map<UserId, User>();
  const decoding: Decoding = {
    me,
    baseUrl: settings.baseUrl,
    report: environment.report,
    myReactions: myReactions.of,
    meet(user) {
      // Whoever was told with more details stays.
      if (met.get(user.id)?.details === undefined || user.details !== undefined) met.set(user.id, user);
    },
    message: (wire, conversationId) => decodeMessage(wire, conversationId, decoding),
    users: () => [...met.values()],
  };
  return decoding;
}
