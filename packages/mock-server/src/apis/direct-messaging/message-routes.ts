import type { Hono } from 'hono';
import type { CommunityConversation, CommunityMessage } from '../../world/community/types';
import type { CommunityUpload } from '../../world/community/messages';
import { Crash, Rejection } from '../django/answers';
import type { Body } from '../django/body';
import { canEdit } from './encode';
import { type Call, json, mount, noContent, notFound, pageBody, pageOf, refused } from './endpoint';
import { uploadsOf } from './files';
import type { Parts } from './parts';
import { isParticipant, mayPin } from './rules';
import type { Talk } from './talk';

const base = '/api/messaging/messages/';
const pinRefusal = 'You can only pin your own messages or admin can pin any message.';
const unpinRefusal = 'You can only unpin your own messages or admin can unpin any message.';

const pythonNames: Record<string, string> = { string: 'str', boolean: 'bool', object: 'dict' };

/** The text as it is stored; undefined when the field is not there. */
function contentOf(body: Body, problems: Record<string, unknown>): string | null | undefined {
  const value = body.value('content');
  if (value === undefined || value === null) return value;
  if (typeof value !== 'string' && typeof value !== 'number') {
    problems['content'] = ['Not a valid string.'];
    return null;
  }
  const text = trimmed(String(value));
  if (text.includes('\0')) problems['content'] = ['Null characters are not allowed.'];
  return text;
}

/** Python's idea of blanks: other separators than JavaScript's, and no byte order mark. */
export function trimmed(text: string): string {
  // eslint-disable-next-line no-control-regex -- these separators are blanks to Python
  const ends = /^(?:(?!\ufeff)[\s\u001c-\u001f\u0085])+|(?:(?!\ufeff)[\s\u001c-\u001f\u0085])+$/g;
  return text.replace(ends, '');
}

const flagOf = (value: unknown): boolean | undefined =>
  value === undefined ? undefined : ['true', '1', 'on', 'yes'].includes(String(value).toLowerCase());

export function mountMessages(app: Hono, parts: Parts, talk: Talk): void {
  const { world, profile } = parts;
  const { conversations, messages } = world.community;

  /** Strangers and whoever asks for what another deleted learn no more than that there is nothing. */
  async function visible({ id, me }: Call): Promise<{
    readonly message: CommunityMessage;
    readonly conversation: CommunityConversation;
  }> {
    const message = await messages.find(id);
    const conversation = message && (await conversations.byId(message.conversationId));
    if (message === undefined || conversation === undefined) throw notFound();
    if (!isParticipant(conversation, me.id)) throw notFound();
    if (message.isDeleted && message.senderId !== me.id) throw notFound();
    return { message, conversation };
  }

  async function conversationOf(
    body: Body,
    problems: Record<string, unknown>,
  ): Promise<CommunityConversation | undefined> {
    const value = body.value('conversation');
    if (value === undefined) problems['conversation'] = ['This field is required.'];
    else if (value === null) problems['conversation'] = ['This field may not be null.'];
    else if (!/^\d+$/.test(String(value))) {
      const received = pythonNames[typeof value] ?? typeof value;
      problems['conversation'] = [`Incorrect type. Expected pk value, received ${received}.`];
    } else {
      const found = await conversations.numbered(Number(value));
      if (found === undefined) {
        problems['conversation'] = [`Invalid pk "${String(value)}" - object does not exist.`];
      }
      return found;
    }
    return undefined;
  }

  async function list({ me, url, context }: Call): Promise<Response> {
    const asked = url.searchParams.get('conversation');
    // The real server breaks down on what is no number.
    if (asked !== null && asked !== '' && !/^\d+$/.test(asked)) throw new Crash();
    const own = await conversations.ofPerson(me.id);
    const ids = own
      .filter(({ number }) => asked === null || asked === '' || number === Number(asked))
      .map(({ id }) => id);
    const count = await messages.countVisible(ids, me.id);
    const page = pageOf(url, count);
    const shown = await messages.visible(ids, me.id, page);
    const results = await Promise.all(shown.map((message) => talk.encode(message, context)));
    return json(200, pageBody(parts, url, page, count, results));
  }

  async function replyOf(body: Body, conversation: CommunityConversation): Promise<number | null> {
    // A real server drops it without a word.
    const value = body.value('reply_to') ?? body.value('reply_to_id');
    if (profile === 'deployed' || value === undefined || value === null || value === '') return null;
    const parent = await messages.find(Number(value));
    if (parent === undefined || parent.conversationId !== conversation.id) {
      throw new Rejection(400, { reply_to: [`Invalid pk "${String(value)}" - object does not exist.`] });
    }
    return parent.id;
  }

  async function send({ me, context, body: read }: Call): Promise<Response> {
    const body = await read();
    const problems: Record<string, unknown> = {};
    const conversation = await conversationOf(body, problems);
    const content = contentOf(body, problems) ?? null;
    const uploads: readonly CommunityUpload[] = await uploadsOf(body, problems);
    if (Object.keys(problems).length > 0 || conversation === undefined) throw new Rejection(400, problems);
    if (!isParticipant(conversation, me.id)) {
      if (profile === 'deployed') throw new Crash();
      throw refused(403, 'You are not a participant of this conversation.');
    }
    const isPinned = flagOf(body.value('is_pinned')) ?? false;
    const draft = {
      content,
      replyToId: await replyOf(body, conversation),
      uploads,
      // The real server lets both be set at birth.
      ...(profile === 'deployed' ? { isPinned, isDeleted: flagOf(body.value('is_deleted')) ?? false } : {}),
    };
    const message = await talk.send(me, conversation, draft, 'rest', context.origin);
    return json(201, await talk.encode(message, context));
  }

  async function change(call: Call): Promise<Response> {
    const { me, context } = call;
    const { message, conversation } = await visible(call);
    const body = await call.body();
    const content = body.value('content');
    const pinned = flagOf(body.value('is_pinned'));
    const problems: Record<string, unknown> = {};
    const text = contentOf(body, problems);
    if (content !== undefined) {
      if (message.senderId !== me.id) throw refused(403, 'You can only edit your own messages.');
      if (!canEdit(message, world.clock.now())) {
        throw refused(400, 'Message can only be edited within 10 minutes.');
      }
    }
    if (pinned !== undefined && !mayPin(me, message, conversation, { profile, way: 'rest' })) {
      throw refused(403, pinRefusal);
    }
    if (Object.keys(problems).length > 0) throw new Rejection(400, problems);
    let changed = message;
    if (content !== undefined) {
      changed = await talk.edit(message, text ?? null, conversation.id, 'rest', context.origin);
    }
    if (pinned !== undefined) {
      changed = await talk.pin(message, pinned, conversation.id, 'rest', context.origin);
    }
    await messages.touch(message.id);
    return json(200, await talk.encode((await messages.find(message.id)) ?? changed, context));
  }

  mount(app, parts, base, { GET: list, POST: send });

  mount(app, parts, `${base}:id{[0-9]+}/`, {
    GET: async (call) => json(200, await talk.encode((await visible(call)).message, call.context)),
    PATCH: change,
    async PUT(call) {
      const body = await call.body();
      if (body.value('conversation') === undefined) {
        throw new Rejection(400, { conversation: ['This field is required.'] });
      }
      return change({ ...call, body: () => Promise.resolve(body) });
    },
    async DELETE(call) {
      const { message, conversation } = await visible(call);
      if (message.senderId !== call.me.id) throw refused(403, 'You can only delete your own messages.');
      await talk.remove(message, conversation.id, 'rest');
      return noContent();
    },
  });

  mount(app, parts, `${base}:id{[0-9]+}/mark_as_read/`, {
    async POST(call) {
      const { message, conversation } = await visible(call);
      // Marking one's own message is a mistake the real server does not stop.
      if (profile === 'deployed' || message.senderId !== call.me.id) {
        await talk.read(call.me, message, conversation.id, 'rest');
      }
      return json(200, { status: 'Message marked as read' });
    },
  });

  for (const [name, isPinned, refusal] of [
    ['pin', true, pinRefusal],
    ['unpin', false, unpinRefusal],
  ] as const) {
    mount(app, parts, `${base}:id{[0-9]+}/${name}/`, {
      async POST(call) {
        const { message, conversation } = await visible(call);
        if (!mayPin(call.me, message, conversation, { profile, way: 'rest' })) throw refused(403, refusal);
        const pinned = await talk.pin(message, isPinned, conversation.id, 'rest', call.context.origin);
        return json(200, await talk.encode(pinned, call.context));
      },
    });
  }
}
