import type { AdapterEnvironment } from '../../adapter/environment';
import type { ServerEvent } from '../../adapter/server-event';
import type { UserId } from '../../model/ids';
import type { Message } from '../../model/message';
import type { User } from '../../model/user';
import type { Account } from './account';
import type { DecodeContext } from './decode-message';
import { decodeMessage } from './decode-message';
import type { Deployment } from './deployment';
import type { Settings } from './options';
import type { Rest } from './rest';
import type { WireConversation, WireMessage } from './wire';

/** The live side as the other parts may use it. */
export interface Link {
  emit(events: readonly ServerEvent[]): void;
  /** These conversations exist: their channels are wanted. */
  onListed(conversations: readonly Pick<WireConversation, 'id'>[]): void;
  /** Unread counts may have changed without an event: ask soon, once for many. */
  recountSoon(): void;
}

/** What the parts of one adapter share. */
export interface Context {
  readonly environment: AdapterEnvironment;
  readonly settings: Settings;
  readonly deployment: Deployment;
  readonly rest: Rest;
  readonly account: Account;
  /** The one live link there is. */
  readonly live: { current: Link | null };
}

/** One reading of wire shapes; collects the people met on the way. */
export interface Decoding extends DecodeContext {
  message(wire: WireMessage): Message;
  users(): readonly User[];
}

export function startDecoding(
  { environment, settings, deployment }: Pick<Context, 'environment' | 'settings' | 'deployment'>,
  me: UserId,
): Decoding {
  const met = new Map<UserId, User>();
  const decoding: Decoding = {
    me,
    baseUrl: settings.baseUrl,
    rights: deployment.rights,
    report: environment.report,
    meet: (user) => void met.set(user.id, user),
    message: (wire) => decodeMessage(wire, decoding),
    users: () => [...met.values()],
  };
  return decoding;
}
