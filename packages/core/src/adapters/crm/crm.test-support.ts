import type { Command } from '../../adapter/command';
import { conversationId, messageId } from '../../model/ids';
import { accessTokenOf, openBench, type Bench } from '../../testing/bench.test-support';
import { commandsIn } from '../../testing/commands.test-support';
import type { FakeEnvironmentOptions } from '../../testing/fake-environment';
import { json } from '../../testing/recorded-answers.test-support';
import type { RecordedResponse } from '../../testing/replay';
import { crm, type CrmOptions, type CrmRoles } from './index';

const baseUrl = 'https://crm.example.com';

export const tokenOf = (user: number): string => accessTokenOf(user);

/** An adapter whose server answers with what is given, in turn, and the hats it offers. */
export function createBench(
  responses: readonly RecordedResponse[] = [],
  options: Partial<CrmOptions> & FakeEnvironmentOptions = {},
): Bench & { readonly roles: CrmRoles } {
  const given: CrmRoles[] = [];
  const factory = crm({ baseUrl, ...options, onRoles: (roles) => given.push(roles) });
  const bench = openBench(factory, responses, { token: tokenOf(1), ...options });
  const [roles] = given;
  if (roles === undefined) throw new Error('The adapter gave no roles.');
  return { ...bench, roles };
}

export const emptyPage = json({ count: 0, next: null, previous: null, results: [] });
export const noneUnread = json({ unread_count: 0 });
export function pageOf(results: readonly unknown[], count = results.length, next: string | null = null) {
  return json({ count, next, previous: null, results });
}

export function wireUser(id: number, more: object = {}) {
  return {
    id,
    email: `user${String(id)}@sample.test`,
    first_name: `User${String(id)}`,
    last_name: null,
    ...more,
  };
}

const start = Date.UTC(2026, 4, 4, 9);

export function wireMessage(id: number, sender: number, recipient: number, more: object = {}) {
  const at = new Date(start + id * 1000).toISOString().replace('Z', '123Z');
  return {
    id,
    sender: wireUser(sender),
    recipient: wireUser(recipient),
    message_type: 'text',
    subject: null,
    content: `message ${String(id)}`,
    organization: 1,
    is_read: false,
    read_at: null,
    related_lead: null,
    related_deal: null,
    related_customer: null,
    attachments: [],
    created_at: at,
    updated_at: at,
    ...more,
  };
}

export function wireConversation(id: number, me: number, other: number, more: object = {}) {
  return {
    id,
    participant1: wireUser(Math.min(me, other)),
    participant2: wireUser(Math.max(me, other)),
    other_participant: wireUser(other),
    organization: 1,
    last_message: null,
    last_message_at: '2026-05-04T09:00:00.100000Z',
    unread_count: 0,
    created_at: '2026-05-04T09:00:00.100000Z',
    ...more,
  };
}

export const { sendCommand, command } = commandsIn('1:2', start);

export function markRead(ids: readonly number[], conversation = '1:2'): Command {
  return command('mark-read', {
    conversationId: conversationId(conversation),
    upTo: messageId(String(ids[ids.length - 1] ?? 0)),
    messageIds: ids.map((id) => messageId(String(id))),
  });
}
