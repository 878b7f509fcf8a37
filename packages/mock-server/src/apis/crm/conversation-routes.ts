import type { Hono } from 'hono';
import { conversationOrders } from '../../world/crm/conversations';
import type { Person } from '../../world/types';
import { json, notFound } from './answers';
import { createEncoder } from './encode';
import { type Parts, mount } from './endpoint';
import { answerList } from './paging';
import { contextOf } from './standing';

/** Conversations can only be read: they come and grow with their messages. */
export function mountConversations(app: Hono, parts: Parts): void {
  const { world, profile } = parts;
  const { conversations } = world.crm;
  const sightOf = async (person: Person) => ({
    personId: person.id,
    organisationId: await contextOf(world, person, profile),
  });

  mount(app, parts, '/api/conversations/', {
    GET: async ({ person, url }) => {
      const sight = await sightOf(person);
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
    GET: async ({ person, id }) => {
      const conversation = await conversations.find(id, await sightOf(person));
      if (conversation === undefined) throw notFound('Conversation');
      return json(200, await createEncoder(parts).conversation(conversation, person.id));
    },
  });
}
