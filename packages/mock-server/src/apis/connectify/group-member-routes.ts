import type { Hono } from 'hono';
import { requireAdmin } from '../../world/acts/group';
import { addMembers, changeRole, removeMember } from '../../world/acts/members';
import type { Conversation, Membership } from '../../world/types';
import { Crash, rejectWith } from '../django/answers';
import { encodeMembership } from './encode';
import { type Call, type Operation, type Parts, json, mount } from './endpoint';
import { groupDetail } from './views';

interface GroupPaths {
  one: string;
  find(call: Call): Promise<{ conversation: Conversation; membership: Membership }>;
}

const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || value === 0 || value === false;

function numberOrCrash(value: unknown): number {
  const number = Number(value);
  if (!Number.isInteger(number)) throw new Crash();
  return number;
}

export function mountGroupMembers(app: Hono, parts: Parts, { one, find }: GroupPaths): void {
  const { world, profile } = parts;

  const add: Operation = {
    act: 'add-members',
    async run(call) {
      const { conversation, membership } = await find(call);
      requireAdmin(membership);
      const given = (await call.body()).list('member_ids');
      const ids: unknown[] = Array.isArray(given) ? given : [];
      if (ids.length === 0) throw rejectWith(400, 'No member IDs provided');
      await addMembers(world, call.person, conversation, ids.map(numberOrCrash));
      return json(200, await groupDetail(world, conversation, call.person, parts));
    },
  };

  const remove: Operation = {
    act: 'remove-member',
    async run(call) {
      const { conversation, membership } = await find(call);
      const memberId = (await call.body()).value('member_id');
      if (isMissing(memberId)) throw rejectWith(400, 'No member ID provided');
      await removeMember(world, membership, conversation, numberOrCrash(memberId));
      return json(200, await groupDetail(world, conversation, call.person, parts));
    },
  };

  const changeTheRole: Operation = {
    act: 'change-role',
    async run(call) {
      const { conversation, membership } = await find(call);
      requireAdmin(membership);
      const body = await call.body();
      const memberId = body.value('member_id');
      const role = body.value('role');
      if (isMissing(memberId) || isMissing(role)) throw rejectWith(400, 'Member ID and role are required');
      if (role !== 'admin' && role !== 'member') {
        throw rejectWith(400, "Invalid role. Must be 'admin' or 'member'");
      }
      const changed = await changeRole(world, call.person, conversation, numberOrCrash(memberId), role);
      return json(200, encodeMembership(changed));
    },
  };

  for (const [name, operation] of [
    ['add-members', add],
    ['remove-member', remove],
    ['change-role', changeTheRole],
  ] as const) {
    const paths = profile === 'documented' ? [name, name.replaceAll('-', '_')] : [name];
    for (const path of paths) {
      mount(app, parts, { path: `${one}${path}/`, threadName: 'GroupChat', methods: { POST: operation } });
    }
  }
}
