import type { CommunityConversation, CommunityMessage, CommunityPerson } from '../../world/community/types';
import type { Frame } from './broadcast';
import { canEdit } from './encode';
import { trimmed } from './message-routes';
import type { Parts } from './parts';
import { mayPin } from './rules';
import type { Talk } from './talk';

const error = (message: string): Frame => ({ type: 'error', message });

const pythonTypes: Record<string, string> = { string: 'str', number: 'int', boolean: 'bool' };
const pythonType = (value: unknown): string =>
  value === null ? 'NoneType' : Array.isArray(value) ? 'list' : (pythonTypes[typeof value] ?? 'dict');

/** What a client says over its socket. Refusals are silence; only what cannot be read is answered. */
export function createFrameHandler(parts: Parts, talk: Talk) {
  const { world, profile } = parts;
  const { messages, conversations } = world.community;

  /** A real server does not ask whether a message belongs to the conversation of the socket. */
  async function named(
    id: unknown,
    conversation: CommunityConversation,
  ): Promise<CommunityMessage | undefined> {
    if (!/^\d+$/.test(String(id))) return undefined;
    const message = await messages.find(Number(id));
    return profile === 'documented' && message?.conversationId !== conversation.id ? undefined : message;
  }

  return async function handle(
    me: CommunityPerson,
    conversation: CommunityConversation,
    origin: string,
    text: string,
  ): Promise<Frame | undefined> {
    let frame: unknown;
    try {
      frame = JSON.parse(text);
    } catch {
      return error('Invalid JSON');
    }
    if (typeof frame !== 'object' || frame === null || Array.isArray(frame)) {
      return error(`'${pythonType(frame)}' object has no attribute 'get'`);
    }
    const fields = new Map<string, unknown>(Object.entries(frame));
    const id = fields.get('message_id');
    const at = conversation.id;
    switch (fields.get('type')) {
      case 'chat_message': {
        const content = fields.has('content') ? fields.get('content') : '';
        if (typeof content !== 'string')
          return error(`'${pythonType(content)}' object has no attribute 'strip'`);
        const reply = fields.get('reply_to_id') ?? null;
        // Nothing is said of what is lost.
        if (trimmed(content) === '' || (reply !== null && !/^\d+$/.test(String(reply)))) return undefined;
        const parent = reply === null ? undefined : await named(reply, conversation);
        const draft = { content: trimmed(content), replyToId: parent?.id ?? null };
        await talk.send(me, conversation, draft, 'socket', origin);
        return undefined;
      }
      case 'typing':
        talk.type(me, at, fields.get('is_typing') ?? false);
        return undefined;
      case 'read_receipt': {
        // Without an id there is nothing to look for, and nothing is said.
        if (id === undefined || id === null || id === '') return undefined;
        const message = await named(id, conversation);
        if (profile === 'documented' && (message === undefined || message.senderId === me.id))
          return undefined;
        await talk.read(me, message, at, 'socket', id);
        return undefined;
      }
      case 'edit_message': {
        const message = await named(id, conversation);
        const content = fields.get('content');
        if (message === undefined || typeof content !== 'string' || trimmed(content) === '') return undefined;
        if (message.senderId !== me.id || !canEdit(message, world.clock.now())) return undefined;
        await talk.edit(message, trimmed(content), at, 'socket', origin);
        return undefined;
      }
      case 'delete_message': {
        const message = await named(id, conversation);
        if (message?.senderId === me.id) await talk.remove(message, at, 'socket', id);
        return undefined;
      }
      case 'pin_message': {
        const message = await named(id, conversation);
        const home = message && (await conversations.byId(message.conversationId));
        if (message === undefined || !mayPin(me, message, home, { profile, way: 'socket' })) return undefined;
        await talk.pin(message, fields.get('is_pinned') === true, at, 'socket', origin);
        return undefined;
      }
      case 'ping':
        return profile === 'documented' ? { type: 'pong' } : undefined;
      default:
        return undefined;
    }
  };
}
