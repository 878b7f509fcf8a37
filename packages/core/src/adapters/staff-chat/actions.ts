import type { Action, ActionKind, ActionResult, ForwardedCopy } from '../../adapter/action';
import { ChatError } from '../../errors';
import { assertNever } from '../../lib/assert-never';
import type { Conversation } from '../../model/conversation';
import { conversationId, messageId, userId, type ConversationId, type UserId } from '../../model/ids';
import { limits } from './capabilities';
import { startDecoding, type Context } from './context';
import { decodeConversation } from './decode-conversation';
import { checkText, trimText } from './encode';
import { toNumber } from './numbers';
import { unsupported } from './unsupported';
import type { WireConversation } from './wire';

type ActionOf<Kind extends ActionKind> = Extract<Action, { kind: Kind }>;

/** Carries out what needs an answer now. */
export function createPerform(context: Context) {
  const { rest, account, deployment, live } = context;

  async function decoded(
    item: WireConversation,
    unread: number | null,
    signal: AbortSignal,
  ): Promise<Conversation> {
    const decoding = startDecoding(context, await account.myId(signal));
    const conversation = decodeConversation(item, unread, decoding);
    live.current?.onListed([item]);
    live.current?.emit(decoding.users().map((user) => ({ type: 'user-received', user })));
    return conversation;
  }

  /** My own id would make a group of two or a talk with myself; a repeated one is refused. */
  async function others(ids: readonly UserId[], signal: AbortSignal): Promise<readonly number[]> {
    const me = await account.myId(signal);
    const numbers = [...new Set(ids)].filter((id) => id !== me).map(toNumber);
    if (numbers.length === 0) throw invalid('participants', 'A conversation needs somebody else.');
    return numbers;
  }

  async function createDirect(action: ActionOf<'create-direct'>, signal: AbortSignal): Promise<Conversation> {
    const first = action.firstMessage === undefined ? '' : trimText(action.firstMessage);
    const text = first === '' ? null : checkText(first);
    const made = await rest.createConversation(await others([action.userId], signal), null, signal);
    if (text !== null) await rest.send(made.id, { message: text }, signal);
    return decoded(made, null, signal);
  }

  async function createGroup(action: ActionOf<'create-group'>, signal: AbortSignal): Promise<Conversation> {
    const { description, avatar } = action;
    if (avatar !== undefined || (description ?? '').trim() !== '')
      throw unsupported('A description or picture of a group');
    const title = checkTitle(action.name);
    const people = await others(action.userIds, signal);
    if (people.length < 2) throw invalid('participants', 'A group needs two others.');
    return decoded(await rest.createConversation(people, title, signal), null, signal);
  }

  async function update(action: ActionOf<'update-group'>, signal: AbortSignal): Promise<Conversation> {
    onlyDocumented('Changing a group');
    if (action.avatar !== undefined || action.description !== undefined || action.name === undefined)
      throw unsupported('Changing anything but the title of a group');
    const title = checkTitle(action.name);
    return decoded(await rest.updateConversation(action.conversationId, { title }, signal), null, signal);
  }

  /** Older revisions take the whole set of people. */
  async function changeMembers(
    id: ConversationId,
    change: (current: readonly string[]) => readonly string[],
    signal: AbortSignal,
  ): Promise<Conversation> {
    onlyDocumented('Changing the people of a group');
    const current = await decoded(await rest.conversation(id, signal), null, signal);
    const people = [...new Set(change(current.participants))].map(toNumber);
    return decoded(await rest.updateConversation(id, { participant_ids: people }, signal), null, signal);
  }

  function onlyDocumented(what: string): void {
    if (deployment.dialect !== 'documented') throw unsupported(what);
  }

  async function forward(
    action: ActionOf<'forward'>,
    signal: AbortSignal,
  ): Promise<readonly ForwardedCopy[]> {
    const me = await account.myId(signal);
    const conversations = [...new Set(action.conversationIds)].map(toNumber);
    const people = [...new Set(action.userIds)].filter((id) => id !== me).map(toNumber);
    if (conversations.length + people.length === 0)
      throw invalid('targets', 'Nobody was named to forward to.');
    const results = await rest.forward(
      action.messageId,
      {
        ...(conversations.length === 0 ? {} : { conversation_ids: conversations }),
        ...(people.length === 0 ? {} : { new_participant_ids: people }),
      },
      signal,
    );
    if (results.some(({ participant_id }) => participant_id != null))
      live.current?.emit([{ type: 'conversations-stale' }]);
    // The answer says «success» even when every target failed.
    return results.map((result) => ({
      conversationId: result.conversation_id == null ? null : conversationId(result.conversation_id),
      userId: result.participant_id == null ? null : userId(result.participant_id),
      messageId: result.success && result.message_id != null ? messageId(result.message_id) : null,
      error: result.success ? null : (result.error ?? 'The server did not say why.'),
    }));
  }

  function run(action: Action, signal: AbortSignal): Promise<ActionResult<ActionKind>> {
    switch (action.kind) {
      case 'create-direct':
        return createDirect(action, signal);
      case 'create-group':
        return createGroup(action, signal);
      case 'update-group':
        return update(action, signal);
      case 'add-members':
        return changeMembers(action.conversationId, (people) => [...people, ...action.userIds], signal);
      case 'remove-member':
        return changeMembers(
          action.conversationId,
          (people) => people.filter((id) => id !== action.userId),
          signal,
        );
      case 'delete-conversation':
        return rest.deleteConversation(action.conversationId, signal);
      case 'forward':
        return forward(action, signal);
      case 'change-role':
      case 'leave-conversation':
      case 'end-relay':
      case 'archive':
      case 'unarchive':
      case 'mute':
      case 'unmute':
      case 'block':
      case 'unblock':
      case 'list-blocks':
      case 'list-directories':
      case 'search-related':
        return Promise.reject(unsupported(`The action "${action.kind}"`));
      default:
        return assertNever(action);
    }
  }

  return async function perform<Kind extends ActionKind>(
    action: Action & { readonly kind: Kind },
    signal: AbortSignal,
  ): Promise<ActionResult<Kind>> {
    return (await run(action, signal)) as ActionResult<Kind>;
  };
}

/** Longer titles are taken by one database and break another. */
function checkTitle(name: string): string {
  const title = trimText(name);
  if (title === '') throw invalid('title', 'A group needs a name.');
  if (title.includes('\0') || [...title].length > (limits.groupNameLength ?? Infinity))
    throw invalid('title', 'The name of the group is too long or holds a NUL character.');
  return title;
}

function invalid(field: string, message: string): ChatError {
  return new ChatError('invalid', message, { fields: { [field]: [message] } });
}
