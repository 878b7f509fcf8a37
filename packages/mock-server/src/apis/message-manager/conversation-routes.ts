import type { Hono } from 'hono';
import { endRelay, tellGuest } from '../../world/acts/guest';
import type { GuestConversation } from '../../world/guests/types';
import type { Person } from '../../world/types';
import { rejectWith } from '../django/answers';
import { encodeDetail, encodeMessage, encodeRow } from './encode';
import { type Call, type Parts, json, mount } from './endpoint';
import { ordered } from './ordering';
import { pageOf } from './paging';
import { readText } from './text';

const base = '/api/message_manager/';
const root = `${base}conversations/`;
const one = `${root}:id/`;

export function mountConversations(app: Hono, parts: Parts): void {
  const { world, announce, mountPath } = parts;
  const { guests } = world;

  const hotelOf = async (person: Person) => (await guests.hotels.staff(person.id))?.hotel ?? null;

  /** All of the hotel, whatever the person's department; nothing without a hotel. */
  const relayedFor = async (person: Person): Promise<GuestConversation[]> => {
    const hotel = await hotelOf(person);
    return hotel === null ? [] : guests.conversations.relayed(hotel.organisationId);
  };

  /** Whoever may see a conversation may do everything with it; all else is not found. */
  const find = async ({ person, id }: Call): Promise<GuestConversation> => {
    const conversation = /^\d+$/.test(id) ? await guests.conversations.numbered(Number(id)) : undefined;
    const hotel = await hotelOf(person);
    const isTheirs =
      conversation?.status === 'relay' &&
      hotel !== null &&
      conversation.department?.organisationId === hotel.organisationId;
    if (!isTheirs) throw rejectWith(404, 'Not found.');
    return conversation;
  };

  const rows = async (conversations: readonly GuestConversation[]) => {
    const newest = await guests.messages.newest(conversations.map(({ id }) => id));
    return conversations.map((conversation) => encodeRow(conversation, newest.get(conversation.id)));
  };

  mount(app, parts, {
    path: base,
    name: 'Api Root',
    methods: {
      GET: ({ url }) => Promise.resolve(json(200, { conversations: `${url.origin}${mountPath}${root}` })),
    },
  });

  mount(app, parts, {
    path: root,
    name: 'Conversation List',
    methods: {
      async GET(call) {
        const all = ordered(await relayedFor(call.person), call.query('ordering'));
        const { items, ...page } = pageOf(call, mountPath, all);
        return json(200, { ...page, results: await rows(items) });
      },
    },
  });

  mount(app, parts, {
    path: `${root}active_conversations/`,
    name: 'Active Conversations',
    methods: {
      async GET({ person }) {
        const hotel = await hotelOf(person);
        const active = hotel === null ? [] : await guests.conversations.active(hotel.organisationId);
        return json(200, await rows(active));
      },
    },
  });

  mount(app, parts, {
    path: one,
    name: 'Conversation Instance',
    methods: { GET: async (call) => json(200, encodeDetail(await find(call))) },
  });

  mount(app, parts, {
    path: `${one}messages/`,
    name: 'Messages',
    methods: {
      GET: async (call) =>
        json(
          200,
          (await guests.messages.of((await find(call)).id)).map((message) => encodeMessage(message)),
        ),
    },
  });

  mount(app, parts, {
    path: `${one}send_message/`,
    name: 'Send Message',
    methods: {
      async POST(call) {
        const conversation = await find(call);
        const content = await readText(call.request);
        const message = await tellGuest(world, conversation, {
          senderType: 'staff',
          senderId: call.person.id,
          content,
          moves: true,
        });
        announce.message(conversation, message);
        return json(201, encodeMessage(message));
      },
    },
  });

  mount(app, parts, {
    path: `${one}end_relay/`,
    name: 'End Relay',
    methods: {
      async POST(call) {
        await endRelay(world, (await find(call)).id);
        return json(200, { status: 'relay ended' });
      },
    },
  });
}
