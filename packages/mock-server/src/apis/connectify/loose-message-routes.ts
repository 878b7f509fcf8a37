import type { Hono } from 'hono';
import type { BareMessage } from '../../world/types';
import { Crash, rejectWith } from '../django/answers';
import { encodeMessage } from './encode';
import { type Call, type Operation, type Parts, json, mount, noContent } from './endpoint';

interface MessagePaths {
  root: string;
  one: string;
  show(id: number): Promise<Response>;
}

/**
 * The newest revision's second set of message routes, holes included: it asks which conversation a
 * message is in and never whether the caller is in that conversation.
 */
export function mountLooseMessages(app: Hono, parts: Parts, { root, one, show }: MessagePaths): void {
  const { world, live } = parts;

  const namedConversation = async (call: Call) => {
    const direct = call.query('conversation');
    const number = direct ?? call.query('group_chat');
    if (number === undefined || number === '') return undefined;
    if (!/^\d+$/.test(number)) throw new Crash();
    return world.conversations.numbered(direct === undefined ? 'group' : 'direct', Number(number));
  };

  const find = async (call: Call): Promise<BareMessage> => {
    const conversation = await namedConversation(call);
    const message = await world.messages.find(call.id);
    if (conversation === undefined || message?.conversationId !== conversation.id) {
      throw rejectWith(404, 'No Message matches the given query.');
    }
    return message;
  };

  const markAs = (status: 'delivered' | 'read'): Operation => ({
    async run(call) {
      const message = await find(call);
      await live.markDelivery(message, status);
      return new Response(null, { status: 200 });
    },
  });

  mount(app, parts, {
    path: '/api/messaging/',
    methods: {
      GET: { run: ({ url }) => Promise.resolve(json(200, { messages: new URL(root, url).toString() })) },
    },
  });

  mount(app, parts, {
    path: root,
    methods: {
      GET: {
        async run(call) {
          const conversation = await namedConversation(call);
          if (conversation === undefined) return json(200, []);
          const messages = await world.messages.list(conversation.id, { order: 'newest-first' });
          const loaded = await world.loadMessages(messages);
          return json(
            200,
            loaded.map((message) => encodeMessage(message, parts)),
          );
        },
      },
      POST: { run: () => Promise.reject(new Crash()) },
    },
  });

  mount(app, parts, {
    path: one,
    methods: {
      GET: { run: async (call) => show((await find(call)).id) },
      DELETE: {
        async run(call) {
          const message = await find(call);
          await world.transaction((inside) => inside.messages.erase(message.id));
          return noContent();
        },
      },
    },
  });
  mount(app, parts, { path: `${one}mark_delivered/`, methods: { POST: markAs('delivered') } });
  mount(app, parts, { path: `${one}mark_read/`, methods: { POST: markAs('read') } });
}
