import type { Hono } from 'hono';
import { conversationOrders } from '../../world/crm/conversations';
import { json, notFound } from './answers';
import type { Caller } from './authentication';
import { createEncoder } from './encode';
import { type Parts, mount } from './endpoint';
import { answerList } from './paging';
import { contextOf } from './standing';

/** Conversations can only be read: they come and grow with their messages. */
export function mountConversations(app: Hono, parts: Parts): void {
  const { world, profile } = parts;
  const { conversations } = world.crm;
  const sightOf = async (caller: Caller) => ({
    personId: caller.person.id,
    organisationId: await contextOf(world, caller, profile),
  });

  mount(app, parts, '/api/conversations/', {
    GET: async (call) => {
      const { person, url } = call;
      const sight = await sightOf(call);
      const encoder = createEncoder(parts);
      return answerList(parts, url, {
        orders: conversationOrders,
        usual: 'last_message_at',
        count: () => conversations.count(sight),
        load: (range) => conversations.list(sight, range),
        encode: (item) => encoder.conversation(item, person.id),
      });
    },
  });

  mount(app, parts, '/api/conversations/:id{[0-9]+}/', {
    GET: async (call) => {
      const { person, id } = call;
      const conversation = await conversations.find(id, await sightOf(call));
      if (conversation === undefined) throw notFound('Conversation');
      return json(200, await createEncoder(parts).conversation(conversation, person.id));
    },
  });
}
