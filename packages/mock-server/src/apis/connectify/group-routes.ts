import type { Hono } from 'hono';
import { closeConversation, requireConversation } from '../../world/acts/conversation';
import { changeGroup, requireAdmin, startGroup } from '../../world/acts/group';
import { Refusal } from '../../world/refusal';
import { Crash, rejectWith } from '../django/answers';
import { type Call, type Operation, type Parts, json, mount, noContent, vouched } from './endpoint';
import { createFieldReader } from './fields';
import { mountGroupMembers } from './group-member-routes';
import { answerHistory } from './history';
import { answerSend } from './sending';
import { groupDetail, groupItem, viewConversations } from './views';

const root = '/api/messaging/group-chats/';
const one = `${root}:id{[0-9]+}/`;
const nameRules = { maxLength: 100 };

export function mountGroups(app: Hono, parts: Parts): void {
  const { world, profile } = parts;
  const isDocumented = profile === 'documented';
  const threadName = 'GroupChat';
  const find = ({ person, id }: Call) => requireConversation(world, person, 'group', id);

  const create = (isDocumentPath: boolean): Operation => ({
    act: 'create-group',
    isDocumentPath,
    async run(call) {
      const fields = createFieldReader(await call.body());
      const name = fields.text('name', { ...nameRules, required: true });
      const description = fields.text('description', { required: false, allowBlank: true });
      const organisationId = fields.integer('organization_id');
      const memberIds = fields.integers('member_ids');
      const firstMessage = fields.text('initial_message', { required: false });
      const picture = (await fields.picture('avatar')) ?? undefined;
      fields.finish();
      const members = vouched(memberIds);
      const isRepeating = new Set(members).size < members.length;
      const conversation = await startGroup(world, call.person, {
        name: vouched(name),
        description: description ?? '',
        organisationId: vouched(organisationId),
        memberIds: members,
        ...(firstMessage === undefined || isRepeating ? {} : { firstMessage }),
        ...(picture === undefined ? {} : { picture }),
      });
      // Observed: the repeated id fails after the group is there.
      if (isRepeating) throw new Crash();
      return json(201, await groupDetail(world, conversation, call.person, parts));
    },
  });

  const update: Operation = {
    act: 'update-group',
    async run(call) {
      const { conversation, membership } = await find(call);
      requireAdmin(membership);
      const body = await call.body();
      const fields = createFieldReader(body);
      const name = fields.text('name', { ...nameRules, required: false });
      const description =
        body.value('description') === null
          ? null
          : fields.text('description', { required: false, allowBlank: true });
      const picture = await fields.picture('avatar');
      fields.finish();
      await changeGroup(world, conversation, {
        ...(name === undefined ? {} : { name }),
        ...(description === undefined ? {} : { description }),
        ...(picture === undefined ? {} : { picture }),
      });
      return json(200, await groupDetail(world, conversation, call.person, parts));
    },
  };

  const send = (isDocumentPath: boolean): Operation => ({
    async run(call) {
      const found = await find(call).catch((error: unknown) => {
        if (!(isDocumentPath && error instanceof Refusal)) throw error;
        throw rejectWith(403, 'You are not a member of this group chat');
      });
      return answerSend(parts, call, found.conversation);
    },
  });

  mount(app, parts, {
    path: root,
    methods: {
      GET: {
        async run({ person }) {
          const all = await world.conversations.ofPerson(person.id, 'group');
          const open = all.filter(({ isActive }) => isActive);
          const views = await viewConversations(world, open, person);
          return json(200, await Promise.all(views.map((view) => groupItem(world, view, person, parts))));
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
        async run(call) {
          const { conversation } = await find(call);
          return json(200, await groupDetail(world, conversation, call.person, parts));
        },
      },
    },
  });
  mount(app, parts, { path: `${one}update/`, threadName, methods: { PUT: update, PATCH: update } });
  mount(app, parts, {
    path: `${one}delete/`,
    threadName,
    methods: {
      DELETE: {
        act: 'delete-group',
        async run(call) {
          const { conversation, membership } = await find(call);
          requireAdmin(membership);
          await closeConversation(world, conversation);
          return noContent();
        },
      },
    },
  });
  mount(app, parts, {
    path: `${one}messages/`,
    threadName,
    methods: { GET: { run: async (call) => answerHistory(parts, call, (await find(call)).conversation) } },
  });
  mount(app, parts, { path: `${one}send-message/`, threadName, methods: { POST: send(false) } });
  if (isDocumented)
    mount(app, parts, { path: `${one}send_message/`, threadName, methods: { POST: send(true) } });
  mountGroupMembers(app, parts, { one, find });
}
