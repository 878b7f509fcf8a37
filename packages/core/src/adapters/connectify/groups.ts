import type { Action } from '../../adapter/action';
import { ChatError } from '../../errors';
import type { Conversation } from '../../model/conversation';
import { startDecoding, type Context } from './context';
import { decodeGroup } from './decode-conversation';
import type { DirectoryService } from './directory';
import type { SendBody } from './encode';
import { parseThread, toNumber, type Thread } from './thread';
import type { WireGroup } from './wire';

type ActionOf<Kind extends Action['kind']> = Extract<Action, { kind: Kind }>;

const nameLength = 100;

/** Everything about groups that needs an answer now. */
export function createGroups(context: Context, directory: DirectoryService) {
  const { rest, account } = context;

  async function decoded(wire: WireGroup, signal: AbortSignal): Promise<Conversation> {
    return decodeGroup(wire, startDecoding(context, await account.myId(signal)));
  }

  return {
    async create(action: ActionOf<'create-group'>, signal: AbortSignal): Promise<Conversation> {
      const name = checkName(action.name);
      const me = await account.myId(signal);
      // A repeated member fails after the group was made.
      const others = [...new Set(action.userIds)].filter((id) => id !== me);
      const organization = await directory.shared([me, ...others], action.directoryId, signal);
      const fields = {
        name,
        ...(action.description === undefined ? {} : { description: action.description }),
        organization_id: toNumber(organization),
        member_ids: others.map(toNumber),
      };
      const { avatar } = action;
      // A form cannot say «no members».
      if (avatar === undefined || others.length === 0) {
        const made = await rest.createGroup({ json: fields }, signal);
        if (avatar === undefined) return decoded(made, signal);
        return decoded(await rest.updateGroup(made.id, toForm({ avatar }), signal), signal);
      }
      return decoded(await rest.createGroup(toForm({ ...fields, avatar }), signal), signal);
    },

    async update(action: ActionOf<'update-group'>, signal: AbortSignal): Promise<Conversation> {
      const { number } = groupOf(action);
      const fields = {
        ...(action.name === undefined ? {} : { name: checkName(action.name) }),
        ...(action.description === undefined ? {} : { description: action.description }),
      };
      const { avatar } = action;
      const body = avatar === undefined ? { json: fields } : toForm({ ...fields, avatar });
      return decoded(await rest.updateGroup(number, body, signal), signal);
    },

    async addMembers(action: ActionOf<'add-members'>, signal: AbortSignal): Promise<Conversation> {
      return decoded(await rest.addMembers(groupOf(action), [...new Set(action.userIds)], signal), signal);
    },

    async removeMember(action: ActionOf<'remove-member'>, signal: AbortSignal): Promise<Conversation> {
      return decoded(await rest.removeMember(groupOf(action), action.userId, signal), signal);
    },

    async changeRole(action: ActionOf<'change-role'>, signal: AbortSignal): Promise<Conversation> {
      const thread = groupOf(action);
      await rest.changeRole(thread, action.userId, action.role, signal);
      return decoded(await rest.group(thread.number, signal), signal);
    },

    async leave(action: ActionOf<'leave-conversation'>, signal: AbortSignal): Promise<undefined> {
      await rest.removeMember(groupOf(action), await account.myId(signal), signal);
    },
  };
}

function groupOf({ conversationId }: { readonly conversationId: Conversation['id'] }): Thread {
  const thread = parseThread(conversationId);
  if (thread.kind === 'group') return thread;
  throw new ChatError('unsupported', 'Only groups have members that come and go.');
}

function checkName(name: string): string {
  const trimmed = name.trim();
  if (trimmed !== '' && [...trimmed].length <= nameLength) return trimmed;
  const message = `A group's name has between 1 and ${nameLength} characters.`;
  throw new ChatError('invalid', message, { fields: { name: [message] } });
}

function toForm(fields: Readonly<Record<string, string | number | readonly number[] | Blob>>): SendBody {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Blob) form.append(name, value, value instanceof File ? value.name : 'avatar');
    else for (const item of Array.isArray(value) ? value : [value]) form.append(name, String(item));
  }
  return { form };
}
