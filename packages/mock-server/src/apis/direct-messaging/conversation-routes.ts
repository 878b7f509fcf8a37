import type { Hono } from 'hono';
import { communityKind } from '../../world/community/conversations';
import type { Community, CommunityConversation } from '../../world/community/types';
import { Crash, Rejection } from '../django/answers';
import { type Call, json, mount, noContent, notFound, pageBody, pageOf, refused } from './endpoint';
import type { Parts } from './parts';
import { isParticipant } from './rules';
import type { Talk } from './talk';

const base = '/api/messaging/conversations/';

export function mountConversations(app: Hono, parts: Parts, talk: Talk): void {
  const { world, profile } = parts;
  const { conversations, communities } = world.community;

  /** Strangers learn no more than that there is nothing. */
  async function mine({ id, me }: Call): Promise<CommunityConversation> {
    const conversation = await conversations.numbered(id);
    if (conversation === undefined || !isParticipant(conversation, me.id)) throw notFound();
    return conversation;
  }

  async function communityOf(value: unknown): Promise<Community | undefined> {
    const id = Number(value);
    return Number.isInteger(id) ? communities.find(id) : undefined;
  }

  const isWritable = ({ people }: Call, id: unknown): boolean => {
    const role = people.get(Number(id))?.role;
    return role === 'admin' || role === 'superadmin';
  };

  /** The document lets members write to admins of communities they follow, whether they name one or not. */
  async function followsOneOf({ me }: Call, adminId: unknown): Promise<boolean> {
    const all = await communities.all();
    return all.some(
      (community) => community.adminId === Number(adminId) && community.subscriberIds.includes(me.id),
    );
  }

  const find = async (call: Call, matches: (conversation: CommunityConversation) => boolean) =>
    (await conversations.ofPerson(call.me.id)).find(matches);

  async function getOrCreate(call: Call): Promise<Response> {
    const body = await call.body();
    const { me, context, people } = call;
    const target = body.value('target_user_id');
    const named = body.value('confession_id') ?? null;
    if (target === undefined || target === null || target === '') {
      throw refused(400, 'target_user_id is required');
    }
    const community = named === null ? undefined : await communityOf(named);
    if (me.role === 'user') {
      if (!isWritable(call, target)) throw refused(403, 'You can only message admins.');
      if (named !== null) {
        if (community === undefined) throw refused(404, 'Confession not found.');
        if (!community.subscriberIds.includes(me.id)) {
          throw refused(403, 'You must be subscribed to this confession.');
        }
        if (community.adminId === null && profile === 'deployed') throw new Crash();
        // Compared as it was sent: the text of a number is another.
        if (community.adminId !== target) throw refused(403, 'User is not the admin of this confession.');
      } else if (profile === 'documented' && !(await followsOneOf(call, target))) {
        throw refused(403, 'You can only message admins of confessions you are subscribed to.');
      }
    } else if (people.get(Number(target)) === undefined) {
      if (profile === 'documented') throw refused(404, 'User not found.');
      // It breaks down halfway and leaves a conversation that nobody is in.
      await world.conversations.add({ kind: communityKind, organisationId: null, createdBy: me.id });
      throw new Crash();
    } else if (named !== null && community === undefined) throw refused(404, 'Confession not found.');
    const targetId = Number(target);
    const found = await find(
      call,
      (conversation) =>
        isParticipant(conversation, targetId) &&
        (conversation.community?.id ?? null) === (community?.id ?? null) &&
        // A real server takes any conversation both are in.
        (profile === 'deployed' || conversation.participants.length === (targetId === me.id ? 1 : 2)),
    );
    const answer = found ?? (await conversations.add(community?.id ?? null, me.id, [targetId]));
    return json(200, await talk.detail(answer, context));
  }

  async function createAsUser(call: Call): Promise<Response> {
    const body = await call.body();
    const { me, context } = call;
    const given = body.list('participant_ids');
    const [target, ...more] = Array.isArray(given) ? (given as unknown[]) : [];
    if (target === undefined || more.length > 0) {
      throw refused(400, 'You can only message one admin at a time.');
    }
    if (!isWritable(call, target)) throw refused(403, 'You can only message admins.');
    const targetId = Number(target);
    const named = body.value('confession') ?? null;
    const community = named === null ? undefined : await communityOf(named);
    if (named !== null) {
      if (community === undefined) throw refused(404, 'Confession not found.');
      if (!community.subscriberIds.includes(me.id)) {
        throw refused(403, 'You must be subscribed to this confession to message its admin.');
      }
      if (community.adminId !== targetId) {
        throw refused(403, 'The selected user is not the admin of this confession.');
      }
    } else if (profile === 'documented' && !(await followsOneOf(call, targetId))) {
      throw refused(403, 'You can only message admins of confessions you are subscribed to.');
    }
    const found = await find(
      call,
      (conversation) =>
        isParticipant(conversation, targetId) &&
        (conversation.community?.id ?? null) === (community?.id ?? null),
    );
    if (found !== undefined) return json(200, await talk.detail(found, context));
    const made = await conversations.add(community?.id ?? null, me.id, [targetId]);
    return json(201, await talk.detail(made, context));
  }

  async function createAsAdmin(call: Call): Promise<Response> {
    const body = await call.body();
    const { me, people, context } = call;
    const problems: Record<string, unknown> = {};
    const given = body.list('participant_ids') ?? [];
    const ids = Array.isArray(given) ? (given as unknown[]) : [];
    const wrong = ids.flatMap((id, index) =>
      /^\d+$/.test(String(id)) ? [] : [[String(index), ['A valid integer is required.']]],
    );
    if (!Array.isArray(given)) {
      problems['participant_ids'] = [`Expected a list of items but got type "${typeof given}".`];
    } else if (wrong.length > 0) problems['participant_ids'] = Object.fromEntries(wrong);
    const named = body.value('confession') ?? null;
    const community = named === null ? undefined : await communityOf(named);
    if (named !== null && community === undefined) {
      problems['confession'] = [`Invalid pk "${String(named)}" - object does not exist.`];
    }
    if (Object.keys(problems).length > 0) throw new Rejection(400, problems);
    // Who is not known is left out without a word, and there is always a new one.
    const known = ids.map(Number).filter((id) => people.has(id));
    const made = await conversations.add(community?.id ?? null, me.id, known);
    return json(201, await talk.detail(made, context));
  }

  mount(app, parts, base, {
    async GET({ me, url, context }) {
      const all = await conversations.ofPerson(me.id);
      const page = pageOf(url, all.length);
      const shown = all.slice(page.offset, page.offset + page.limit);
      const results = await Promise.all(shown.map((one) => talk.listItem(one, context)));
      return json(200, pageBody(parts, url, page, all.length, results));
    },
    POST: (call) => (call.me.role === 'user' ? createAsUser(call) : createAsAdmin(call)),
  });

  mount(app, parts, `${base}get_or_create/`, { POST: getOrCreate });

  mount(app, parts, `${base}unread_count/`, {
    async GET({ me }) {
      const all = await conversations.ofPerson(me.id);
      const counts = await Promise.all(all.map(async (one) => (await talk.unread(one, me.id)).length));
      return json(200, { unread_count: counts.reduce((sum, count) => sum + count, 0) });
    },
  });

  const change = async (call: Call): Promise<Response> => {
    const conversation = await mine(call);
    const body = await call.body();
    const named = body.value('confession');
    if (named !== undefined) {
      const community = named === null ? undefined : await communityOf(named);
      if (named !== null && community === undefined) {
        throw new Rejection(400, { confession: [`Invalid pk "${String(named)}" - object does not exist.`] });
      }
      await conversations.setCommunity(conversation.id, community?.id ?? null);
    }
    return json(200, await talk.detail(await mine(call), call.context));
  };

  mount(app, parts, `${base}:id{[0-9]+}/`, {
    GET: async (call) => json(200, await talk.detail(await mine(call), call.context)),
    PUT: change,
    PATCH: change,
    async DELETE(call) {
      await conversations.erase((await mine(call)).id);
      return noContent();
    },
  });

  mount(app, parts, `${base}:id{[0-9]+}/mark_as_read/`, {
    async POST(call) {
      const conversation = await mine(call);
      const messages = await talk.unread(conversation, call.me.id);
      for (const message of messages) await talk.read(call.me, message, conversation.id, 'rest');
      return json(200, { status: 'Messages marked as read' });
    },
  });
}
