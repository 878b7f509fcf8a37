import type { Action, ActionKind, ActionResult, Block } from '../../adapter/action';
import { ChatError, isChatError } from '../../errors';
import { assertNever } from '../../lib/assert-never';
import type { Conversation } from '../../model/conversation';
import { startDecoding, type Context } from './context';
import type { ConversationsService } from './conversations';
import { decodeBlock, decodeDirect } from './decode-conversation';
import type { DirectoryService } from './directory';
import { checkText, trimText } from './encode';
import { createGroups } from './groups';
import { parseThread, threadId, toNumber } from './thread';
import { unsupported } from './unsupported';
import { existingConversation } from './wire';

type ActionOf<Kind extends ActionKind> = Extract<Action, { kind: Kind }>;

/** Carries out what needs an answer now. */
export function createPerform(
  context: Context,
  conversations: ConversationsService,
  directory: DirectoryService,
) {
  const { rest, account, settings } = context;
  const groups = createGroups(context, directory);

  async function createDirect(action: ActionOf<'create-direct'>, signal: AbortSignal): Promise<Conversation> {
    const me = await account.myId(signal);
    if (action.userId === me) throw new ChatError('invalid', 'A conversation needs somebody else.');
    const organization = await directory.shared([me, action.userId], action.directoryId, signal);
    const { firstMessage = '' } = action;
    const body = {
      participant_id: toNumber(action.userId),
      organization_id: toNumber(organization),
      // An empty one would be stored as a text of the server's own.
      ...(trimText(firstMessage) === '' ? {} : { initial_message: checkText(firstMessage) }),
    };
    try {
      const made = decodeDirect(await rest.createConversation(body, signal), startDecoding(context, me));
      context.live.current?.onCreated(made.id);
      return made;
    } catch (error) {
      // It may exist already, or exist now in spite of an error page; nobody reads texts to tell.
      if (
        !isChatError(error) ||
        !(error.status === 400 || error.status === 409 || error.outcome === 'unknown')
      ) {
        throw error;
      }
      const existing = await findExisting(error, action, organization, signal).catch(() => undefined);
      if (existing === undefined) throw error;
      return existing;
    }
  }

  async function findExisting(
    { details }: ChatError,
    action: ActionOf<'create-direct'>,
    organization: string,
    signal: AbortSignal,
  ): Promise<Conversation | undefined> {
    // Some revisions say which it is: as a number, a text or a list.
    const told = existingConversation.safeParse(details['answer']);
    if (told.success)
      return (await conversations.loadOne(threadId('direct', told.data.conversation_id), signal))
        .conversation;
    const { conversations: all } = await conversations.loadAll(signal);
    return all.find(
      ({ kind, participants, context: facts }) =>
        kind === 'direct' &&
        participants.includes(action.userId) &&
        facts.some(({ type, id }) => type === 'organization' && id === organization),
    );
  }

  async function listBlocks(signal: AbortSignal): Promise<readonly Block[]> {
    return (await rest.blocks(signal)).map((item) => decodeBlock(item, settings.baseUrl));
  }

  async function block(action: ActionOf<'block'>, signal: AbortSignal): Promise<Block> {
    const me = await account.myId(signal);
    const organization = await directory.shared([me, action.userId], action.directoryId, signal);
    const body = { blocked_id: toNumber(action.userId), organization_id: toNumber(organization) };
    try {
      return decodeBlock(await rest.createBlock(body, signal), settings.baseUrl);
    } catch (error) {
      if (!isChatError(error) || !(error.status === 400 || error.outcome === 'unknown')) throw error;
      const blocks = await listBlocks(signal).catch(() => []);
      const existing = blocks.find(
        ({ user, contextId }) => user.id === action.userId && contextId === organization,
      );
      if (existing === undefined) throw error;
      return existing;
    }
  }

  function run(action: Action, signal: AbortSignal): Promise<ActionResult<ActionKind>> {
    switch (action.kind) {
      case 'create-direct':
        return createDirect(action, signal);
      case 'create-group':
        return groups.create(action, signal);
      case 'update-group':
        return groups.update(action, signal);
      case 'add-members':
        return groups.addMembers(action, signal);
      case 'remove-member':
        return groups.removeMember(action, signal);
      case 'change-role':
        return groups.changeRole(action, signal);
      case 'leave-conversation':
        return groups.leave(action, signal);
      case 'delete-conversation':
        return rest.deleteThread(parseThread(action.conversationId), signal);
      case 'block':
        return block(action, signal);
      case 'unblock':
        return rest.deleteBlock(String(toNumber(action.blockId)), signal);
      case 'list-blocks':
        return listBlocks(signal);
      case 'list-directories':
        return directory.directories(signal);
      case 'end-relay':
      case 'archive':
      case 'unarchive':
      case 'mute':
      case 'unmute':
      case 'forward':
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
