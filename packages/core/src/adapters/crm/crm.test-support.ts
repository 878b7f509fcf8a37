import type { ChatAdapter } from '../../adapter/adapter';
import type { Command, ExecuteContext, SendMessageCommand } from '../../adapter/command';
import { conversationId, localId, messageId, type ConversationId } from '../../model/ids';
import {
  createFakeEnvironment,
  type FakeEnvironment,
  type FakeEnvironmentOptions,
} from '../../testing/fake-environment';
import { replay, type RecordedResponse, type Replay } from '../../testing/replay';
import { crm, type CrmOptions, type CrmRoles } from './index';

const baseUrl = 'https://crm.example.com';

/** A token that says whose it is, as the backend's do. */
export function tokenOf(user: number): string {
  const payload = { user_id: user, iat: 1_700_000_000, exp: 1_700_086_400, token_type: 'access' };
  return `header.${btoa(JSON.stringify(payload)).replace(/=+$/, '')}.signature`;
}

export interface Bench {
  readonly adapter: ChatAdapter;
  readonly environment: FakeEnvironment;
  readonly server: Replay;
  readonly signal: AbortSignal;
  readonly roles: CrmRoles;
}

/** An adapter whose server answers with what is given, in turn. */
export function createBench(
  responses: readonly RecordedResponse[] = [],
  options: Partial<CrmOptions> & FakeEnvironmentOptions = {},
): Bench {
  const server = replay(responses);
  const environment = createFakeEnvironment({ token: tokenOf(1), fetch: server.fetch, ...options });
  const given: CrmRoles[] = [];
  const adapter = crm({ baseUrl, ...options, onRoles: (roles) => given.push(roles) })(environment);
  const [roles] = given;
  if (roles === undefined) throw new Error('The adapter gave no roles.');
  return { adapter, environment, server, signal: new AbortController().signal, roles };
}

export function json(body: unknown, status = 200): RecordedResponse {
  return { status, contentType: 'application/json', body };
}

export const emptyPage = json({ count: 0, next: null, previous: null, results: [] });
export const noneUnread = json({ unread_count: 0 });
export const errorPage: RecordedResponse = {
  status: 500,
  contentType: 'text/html',
  body: '<h1>Server Error (500)</h1>',
};

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

export function sendCommand(text: string, more: Partial<SendMessageCommand> = {}): SendMessageCommand {
  return {
    kind: 'send-message',
    localId: localId('local-1'),
    conversationId: conversationId('1:2'),
    createdAt: start,
    text,
    replyTo: null,
    attachments: [],
    ...more,
  };
}

export function command<Kind extends Exclude<Command['kind'], 'send-message'>>(
  kind: Kind,
  more: Omit<Extract<Command, { kind: Kind }>, 'kind' | 'localId' | 'conversationId' | 'createdAt'> & {
    conversationId?: ConversationId;
  },
): Command {
  const base = { kind, localId: localId('local-2'), conversationId: conversationId('1:2'), createdAt: 0 };
  return { ...base, ...more } as unknown as Command;
}

export function markRead(ids: readonly number[], conversation = '1:2'): Command {
  return command('mark-read', {
    conversationId: conversationId(conversation),
    upTo: messageId(String(ids[ids.length - 1] ?? 0)),
    messageIds: ids.map((id) => messageId(String(id))),
  });
}

export function execution(more: Partial<ExecuteContext> = {}): ExecuteContext {
  return {
    signal: new AbortController().signal,
    baseline: messageId('0'),
    claimed: new Set(),
    onProgress: () => undefined,
    ...more,
  };
}

export function outgoingFile(name: string, mimeType: string, size: number) {
  const blob = new Blob([new Uint8Array(size)], { type: mimeType });
  return { id: name, kind: 'file' as const, name, mimeType, size, width: null, height: null, blob };
}
