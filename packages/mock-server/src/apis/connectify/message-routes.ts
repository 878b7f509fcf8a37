import type { Hono } from 'hono';
import {
  deleteMessage,
  editMessage,
  react,
  requireMessage,
  requireOwnMessage,
  unreact,
} from '../../world/acts/message';
import type { BareMessage } from '../../world/types';
import { rejectWith } from '../django/answers';
import { encodeMessage, encodeReaction } from './encode';
import { type Operation, type Parts, json, mount, noContent } from './endpoint';
import { mountLooseMessages } from './loose-message-routes';

const root = '/api/messaging/messages/';
const one = `${root}:id{[0-9]+}/`;

export function mountMessages(app: Hono, parts: Parts): void {
  const { world, profile } = parts;

  const show = async (id: number): Promise<Response> => {
    const message = await world.messages.find(id);
    const [loaded] = await world.loadMessages(message === undefined ? [] : [message]);
    if (loaded === undefined) throw rejectWith(404, 'No Message matches the given query.');
    return json(200, encodeMessage(loaded, parts));
  };

  const remove: Operation = {
    act: 'delete-message',
    async run({ person, id }) {
      await deleteMessage(world, await requireOwnMessage(world, person, id));
      return noContent();
    },
  };

  const read: Operation = {
    async run({ person, id }) {
      const message = await requireMessage(world, person, id);
      if (message.senderId !== person.id) await world.reads.mark([id], person.id);
      return show(id);
    },
  };

  if (profile === 'documented') mount(app, parts, { path: one, methods: { GET: read, DELETE: remove } });
  else mountLooseMessages(app, parts, { root, one, show });

  mount(app, parts, { path: `${one}delete/`, methods: { DELETE: remove } });

  mount(app, parts, {
    path: `${one}edit/`,
    methods: {
      PUT: {
        act: 'edit-message',
        async run(call) {
          const message: BareMessage = await requireOwnMessage(world, call.person, call.id);
          const content = (await call.body()).value('content');
          if (content === undefined || content === null || content === '') {
            throw rejectWith(400, 'Content is required');
          }
          await editMessage(world, message, String(content));
          return show(call.id);
        },
      },
    },
  });

  mount(app, parts, {
    path: `${one}react/`,
    methods: {
      POST: {
        async run(call) {
          const message = await requireMessage(world, call.person, call.id);
          const emoji = (await call.body()).value('emoji');
          if (emoji === undefined || emoji === null || emoji === '')
            throw rejectWith(400, 'Emoji is required');
          const { reaction, isNew } = await react(world, call.person, message, String(emoji));
          return json(isNew ? 201 : 200, encodeReaction(reaction));
        },
      },
    },
  });

  mount(app, parts, {
    path: `${one}unreact/`,
    methods: {
      DELETE: {
        async run(call) {
          const message = await requireMessage(world, call.person, call.id);
          await unreact(world, call.person, message, call.query('emoji') || undefined);
          return noContent();
        },
      },
    },
  });
}
