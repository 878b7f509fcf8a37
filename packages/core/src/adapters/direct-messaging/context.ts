import type { AdapterEnvironment } from '../../adapter/environment';
import type { ConversationId, UserId } from '../../model/ids';
import type { Message } from '../../model/message';
import type { User } from '../../model/user';
import type { Account } from './account';
import type { Breaks } from './breaks';
import { decodeMessage, type DecodeContext } from './decode-message';
import type { LinkHolder } from './link';
import type { Settings } from './options';
import type { Rest } from './rest';
import type { Seen } from './seen';
import type { Threads } from './threads';
import type { WireMessage } from './wire';

/** What the parts of one adapter share. */
export interface Context {
  readonly environment: AdapterEnvironment;
  readonly settings: Settings;
  readonly rest: Rest;
  readonly account: Account;
  readonly threads: Threads;
  readonly seen: Seen;
  readonly breaks: Breaks;
  readonly live: LinkHolder;
}

/** One reading of wire shapes; collects the people met on the way. */
export interface Decoding extends DecodeContext {
  message(wire: WireMessage): Message;
  users(): readonly User[];
}

/** `foreignHost`: a frame's addresses name a host that does not exist. */
export function startDecoding(
  { environment, settings, threads, seen }: Pick<Context, 'environment' | 'settings' | 'threads' | 'seen'>,
  me: UserId,
  conversation: ConversationId | null,
  foreignHost = false,
): Decoding {
  const met = new Map<UserId, User>();
  const facts = conversation === null ? undefined : threads.known(conversation, me);
  const decoding: Decoding = {
    me,
    baseUrl: settings.baseUrl,
    foreignHost,
    report: environment.report,
    canPinAny: facts?.canPinAny ?? false,
    participants: facts?.participants ?? null,
    meet: (user) => void met.set(user.id, user),
    message(wire) {
      const message = decodeMessage(wire, decoding);
      seen.note([message]);
      return message;
    },
    users: () => [...met.values()],
  };
  return decoding;
}
