import type { Action, ActionKind, ActionResult } from '../../adapter/action';
import { isChatError } from '../../errors';
import type { Conversation } from '../../model/conversation';
import { localId } from '../../model/ids';
import type { Context } from './context';
import type { ConversationsService } from './conversations';
import { beginConversation } from './decode-conversation';
import { trimText } from './encode';
import type { createExecute } from './commands';
import { threadId, toNumber } from './thread';
import { unsupported } from './unsupported';

/** Carries out what needs an answer now; here that is beginning a conversation, and nothing else. */
export function createPerform(
  context: Context,
  conversations: ConversationsService,
  execute: ReturnType<typeof createExecute>,
) {
  const { account, rows, environment } = context;

  async function createDirect(
    { userId, firstMessage = '' }: Extract<Action, { kind: 'create-direct' }>,
    signal: AbortSignal,
  ): Promise<Conversation> {
    const person = String(toNumber(userId));
    const { user: me, organization } = await account.load(signal);
    const existing =
      (await find(threadId(organization, person), signal)) ??
      // Where the list tells no organisations, neither do ids.
      (await find(threadId(undefined, person), signal));
    const now = environment.clock.now();
    const begun = existing ?? beginConversation({ organization, me, person, at: now });
    rows.begin(begun);
    if (trimText(firstMessage) === '') return begun;
    const { message } = await execute(
      {
        kind: 'send-message',
        localId: localId(`first-${environment.randomId()}`),
        conversationId: begun.id,
        createdAt: now,
        text: firstMessage,
        replyTo: null,
        attachments: [],
      },
      { signal, baseline: null, claimed: new Set(), onProgress: () => undefined },
    );
    const id = message?.conversationId ?? begun.id;
    return (await find(id, signal)) ?? { ...begun, id };
  }

  async function find(id: Conversation['id'], signal: AbortSignal): Promise<Conversation | undefined> {
    try {
      return (await conversations.loadOne(id, signal)).conversation;
    } catch (error) {
      if (isChatError(error) && error.code === 'not-found') return undefined;
      throw error;
    }
  }

  return async function perform<Kind extends ActionKind>(
    action: Action & { readonly kind: Kind },
    signal: AbortSignal,
  ): Promise<ActionResult<Kind>> {
    if (action.kind !== 'create-direct') throw unsupported(`The action "${action.kind}"`);
    return (await createDirect(
      action as Extract<Action, { kind: 'create-direct' }>,
      signal,
    )) as ActionResult<Kind>;
  };
}
