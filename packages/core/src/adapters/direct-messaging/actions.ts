import type { Action, ActionKind, ActionResult } from '../../adapter/action';
import { ChatError } from '../../errors';
import { assertNever } from '../../lib/assert-never';
import type { Conversation } from '../../model/conversation';
import type { UserId } from '../../model/ids';
import type { Context } from './context';
import type { ConversationsService } from './conversations';
import type { DirectoryService } from './directory';
import { checkText, encodeSend, trimText } from './encode';
import { toNumber } from './ids';
import { unsupported } from './unsupported';

type ActionOf<Kind extends ActionKind> = Extract<Action, { kind: Kind }>;

/** Carries out what needs an answer now. */
export function createPerform(
  context: Context,
  conversations: ConversationsService,
  directory: DirectoryService,
) {
  const { rest, account, settings, environment } = context;
  /** Two clicks would make two conversations, where an admin makes them. */
  const underWay = new Map<string, Promise<Conversation>>();

  function once(key: string, work: () => Promise<Conversation>): Promise<Conversation> {
    const known = underWay.get(key);
    if (known !== undefined) return known;
    const promise = work().finally(() => underWay.delete(key));
    underWay.set(key, promise);
    return promise;
  }

  async function openDirect(
    { userId: target, directoryId }: ActionOf<'create-direct'>,
    signal: AbortSignal,
  ): Promise<Conversation> {
    const me = await account.me(signal);
    // The server would answer with any conversation of mine.
    if (target === me.id) throw new ChatError('invalid', 'A conversation needs somebody else.');
    const other = toNumber(target);
    // Members write inside a community; whether they may is the server's to say.
    const community =
      directoryId ?? (me.role === 'user' ? await directory.communityOf(target, signal) : undefined);
    const confession = community === undefined ? undefined : toNumber(community);
    const found = await conversations.fresh(
      await rest.getOrCreate(
        { target_user_id: other, ...(confession === undefined ? {} : { confession_id: confession }) },
        signal,
      ),
      signal,
    );
    if (isBetween(found, me.id, target)) return found;
    // It may answer with a group both are in. Admins get a new one; others have no other way.
    if (me.role === 'user') {
      throw new ChatError('conflict', 'The server gives no conversation with this person alone.');
    }
    const made = await rest.createConversation(
      { participant_ids: [other], ...(confession === undefined ? {} : { confession }) },
      signal,
    );
    return conversations.fresh(made, signal);
  }

  async function createDirect(action: ActionOf<'create-direct'>, signal: AbortSignal): Promise<Conversation> {
    const { firstMessage = '', userId: target, directoryId = '' } = action;
    const content = trimText(firstMessage) === '' ? null : checkText(firstMessage);
    const conversation = await once(`direct ${target} ${directoryId}`, () => openDirect(action, signal));
    if (content === null) return conversation;
    await rest.send(encodeSend(conversation.id, content), { signal });
    return (await conversations.loadOne(conversation.id, signal)).conversation;
  }

  async function createGroup(action: ActionOf<'create-group'>, signal: AbortSignal): Promise<Conversation> {
    const { name, userIds, directoryId } = action;
    const me = await account.myId(signal);
    const others = [...new Set(userIds)].filter((id) => id !== me);
    if (others.length < 2) throw new ChatError('invalid', 'A group needs two others.');
    if (name.trim() !== '' || action.description !== undefined || action.avatar !== undefined) {
      environment.report(
        new ChatError('unsupported', 'Groups of this backend have no name, text or picture.'),
      );
    }
    const body = {
      participant_ids: others.map(toNumber),
      ...(directoryId === undefined ? {} : { confession: toNumber(directoryId) }),
    };
    const key = `group ${directoryId ?? ''} ${[...others].sort().join(' ')}`;
    const made = await once(key, async () =>
      conversations.fresh(await rest.createConversation(body, signal), signal),
    );
    const missing = others.filter((id) => !made.participants.includes(id));
    if (missing.length > 0) {
      // Unknown people are left out without a word.
      environment.report(new ChatError('not-found', 'Some of these people are not known to the server.'));
    }
    return made;
  }

  function run(action: Action, signal: AbortSignal): Promise<ActionResult<ActionKind>> {
    switch (action.kind) {
      case 'create-direct':
        return createDirect(action, signal);
      case 'create-group':
        return createGroup(action, signal);
      case 'list-directories':
        return directory.directories(signal);
      case 'delete-conversation':
        if (!settings.deleteConversations) throw unsupported('Deleting a conversation for everybody');
        toNumber(action.conversationId);
        return rest.deleteConversation(action.conversationId, signal);
      case 'update-group':
      case 'add-members':
      case 'remove-member':
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
      case 'forward':
      case 'search-related':
        throw unsupported(`The action "${action.kind}"`);
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

function isBetween({ participants }: Conversation, me: UserId, other: UserId): boolean {
  return participants.length === 2 && participants.includes(me) && participants.includes(other);
}
