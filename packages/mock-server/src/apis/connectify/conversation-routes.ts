import type { Hono } from 'hono';
import { closeConversation, requireConversation } from '../../world/acts/conversation';
import { startDirect } from '../../world/acts/direct';
import { isBlockedInDirect } from '../../world/acts/message';
import { Refusal } from '../../world/refusal';
import { Crash } from '../django/answers';
import { encodeDirect } from './encode';
import { type Call, type Operation, type Parts, json, mount, noContent, vouched } from './endpoint';
import { createFieldReader } from './fields';
import { answerHistory } from './history';
import { answerSend } from './sending';
import { directDetail, viewConversations } from './views';

const root = '/api/messaging/conversations/';
const one = `${root}:id{[0-9]+}/`;

export function mountConversations(app: Hono, parts: Parts): void {
  const { world, profile } = parts;
  const isDocumented = profile === 'documented';
  const threadName = 'Conversation';
  const find = async ({ person, id }: Call) =>
    (await requireConversation(world, person, 'direct', id)).conversation;

  const create = (isDocumentPath: boolean): Operation => ({
    act: 'create-conversation',
    isDocumentPath,
    async run(call) {
      const body = await call.body();
      const fields = createFieldReader(body);
      const participantId = fields.integer('participant_id');
      const organisationId = fields.integer('organization_id');
      const firstMessage = fields.text('initial_message', { required: false, allowBlank: true });
      fields.finish();
      if (firstMessage === '' && body.isForm && !isDocumented) throw new Crash();
      const conversation = await startDirect(world, call.person, {
        participantId: vouched(participantId),
        organisationId: vouched(organisationId),
        ...(firstMessage === undefined ? {} : { firstMessage: firstMessage || 'No initial message' }),
        rules: { refuseWhenBlocked: isDocumented, closedOnesCount: isDocumented },
      });
      return json(201, await directDetail(world, conversation, call.person, parts));
    },
  });

  const send: Operation = {
    async run(call) {
      const conversation = await find(call);
      if (await isBlockedInDirect(world, call.person, conversation)) throw new Refusal('blocked-by-person');
      return answerSend(parts, call, conversation);
    },
  };

  const close: Operation = {
    async run(call) {
      await closeConversation(world, await find(call));
      return noContent();
    },
  };

  const update: Operation = {
    async run(call) {
      const conversation = await find(call);
      const isActive = (await call.body()).value('is_active');
      if (typeof isActive === 'boolean') await world.conversations.change(conversation.id, { isActive });
      return json(200, await directDetail(world, conversation, call.person, parts));
    },
  };

  mount(app, parts, {
    path: root,
    methods: {
      GET: {
        async run({ person }) {
          const all = await world.conversations.ofPerson(person.id, 'direct');
          const views = await viewConversations(
            world,
            all.filter(({ isActive }) => isActive),
            person,
          );
          return json(200, views.map(encodeDirect));
        },
      },
      ...(isDocumented ? { POST: create(true) } : {}),
    },
  });
  mount(app, parts, { path: `${root}create/`, methods: { POST: create(false) } });
  mount(app, parts, {
    path: one,
    threadName,
    methods: {
      GET: {
        run: async (call) => json(200, await directDetail(world, await find(call), call.person, parts)),
      },
      ...(isDocumented ? {} : { DELETE: close }),
    },
  });
  mount(app, parts, { path: `${one}delete/`, threadName, methods: { DELETE: close } });
  mount(app, parts, { path: `${one}update/`, threadName, methods: { PUT: update, PATCH: update } });
  mount(app, parts, {
    path: `${one}messages/`,
    threadName,
    methods: { GET: { run: async (call) => answerHistory(parts, call, await find(call)) } },
  });
  mount(app, parts, { path: `${one}send-message/`, threadName, methods: { POST: send } });
  if (isDocumented) mount(app, parts, { path: `${one}send_message/`, threadName, methods: { POST: send } });
}
