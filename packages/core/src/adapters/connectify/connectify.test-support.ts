import type { ChatAdapter } from '../../adapter/adapter';
import type { Command, ExecuteContext, SendMessageCommand } from '../../adapter/command';
import type { LiveConnection, LiveEnd } from '../../adapter/live';
import type { ServerEvent } from '../../adapter/server-event';
import type { Conversation } from '../../model/conversation';
import { conversationId, localId, messageId, userId, type ConversationId } from '../../model/ids';
import {
  createFakeEnvironment,
  type FakeEnvironment,
  type FakeEnvironmentOptions,
} from '../../testing/fake-environment';
import { replay, type RecordedResponse, type Replay } from '../../testing/replay';
import { connectify, type ConnectifyOptions } from './index';

const baseUrl = 'https://chat.example.com';

/** A token that says whose it is, as the backend's do. */
export function tokenOf(user: number | string): string {
  const payload = { user_id: user, iat: 1_700_000_000, exp: 1_700_001_800, token_type: 'access' };
  return `header.${btoa(JSON.stringify(payload)).replace(/=+$/, '')}.signature`;
}

export interface Bench {
  readonly adapter: ChatAdapter;
  readonly environment: FakeEnvironment;
  readonly server: Replay;
  readonly signal: AbortSignal;
}

/** An adapter whose server answers with what is given, in turn. */
export function createBench(
  responses: readonly RecordedResponse[] = [],
  options: Partial<ConnectifyOptions> & FakeEnvironmentOptions = {},
): Bench {
  const server = replay(responses);
  const environment = createFakeEnvironment({ token: tokenOf(1), fetch: server.fetch, ...options });
  const adapter = connectify({ baseUrl, ...options })(environment);
  return { adapter, environment, server, signal: new AbortController().signal };
}

export function json(body: unknown, status = 200): RecordedResponse {
  return { status, contentType: 'application/json', body };
}

export const serverErrorPage: RecordedResponse = {
  status: 500,
  contentType: 'text/html',
  body: '<!doctype html><title>Server Error (500)</title><h1>Server Error (500)</h1>',
};
export const missingRoutePage: RecordedResponse = {
  status: 404,
  contentType: 'text/html',
  body: '<!doctype html><title>Not Found</title><h1>Not Found</h1>',
};

export function wireUser(id: number, username = `user${String(id)}`) {
  return { id, username, first_name: '', last_name: '', profile_image: null };
}

export function wireMessage(
  id: number,
  sender: number,
  content = `message ${String(id)}`,
  more: object = {},
) {
  return {
    id,
    sender: wireUser(sender),
    content,
    created_at: `2026-05-04T09:${String(10 + (Math.floor(id / 60) % 50))}:${String(id % 60).padStart(2, '0')}.123456Z`,
    updated_at: '2026-05-04T09:00:00Z',
    is_edited: false,
    is_deleted: false,
    attachments: [],
    reactions: [],
    reaction_count: 0,
    read_by: [],
    reply_to: null,
    reply_to_preview: null,
    delivery_status: null,
    ...more,
  };
}

export function wireConversation(id: number, other: number, more: object = {}) {
  return {
    id,
    participants: [wireUser(1), wireUser(other)],
    organization: { id: 1, name: 'Northwind' },
    created_at: '2026-05-04T09:00:00.120000Z',
    updated_at: '2026-05-04T09:00:00.120000Z',
    is_active: true,
    last_message: null,
    unread_count: 0,
    ...more,
  };
}

export function storedConversation(id: string, participants: readonly number[]): Conversation {
  return {
    id: conversationId(id),
    kind: id.startsWith('group') ? 'group' : 'direct',
    title: null,
    description: null,
    avatarUrl: null,
    participants: participants.map((number) => userId(String(number))),
    members: null,
    memberCount: null,
    myRole: null,
    lastMessage: null,
    lastActivityAt: 0,
    unreadCount: 0,
    write: { name: 'open' },
    muted: false,
    archived: false,
    pinned: false,
    context: [],
  };
}

export function sendCommand(text: string, more: Partial<SendMessageCommand> = {}): SendMessageCommand {
  return {
    kind: 'send-message',
    localId: localId('local-1'),
    conversationId: conversationId('direct:1'),
    createdAt: Date.UTC(2026, 4, 4),
    text,
    replyTo: null,
    attachments: [],
    ...more,
  };
}

type CommandOf<Kind> = Command extends infer Each
  ? Each extends { readonly kind: infer Own }
    ? Kind extends Own
      ? Each
      : never
    : never
  : never;

export function command<Kind extends Exclude<Command['kind'], 'send-message'>>(
  kind: Kind,
  more: Omit<CommandOf<Kind>, 'kind' | 'localId' | 'conversationId' | 'createdAt'> & {
    conversationId?: ConversationId;
  },
): Command {
  const base = {
    kind,
    localId: localId('local-2'),
    conversationId: conversationId('direct:1'),
    createdAt: 0,
  };
  return { ...base, ...more } as unknown as Command;
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

export function outgoingFile(
  name: string,
  mimeType: string,
  size: number,
  kind: 'image' | 'video' | 'audio' | 'file',
) {
  const blob = new Blob([new Uint8Array(size)], { type: mimeType });
  return { id: name, kind, name, mimeType, size, width: null, height: null, blob };
}

export interface LiveBench extends Bench {
  readonly connection: LiveConnection;
  readonly events: ServerEvent[];
  readonly ends: LiveEnd[];
  readonly opened: () => boolean;
}

/** An adapter with a link under way; `conversations` is what the store knows. */
export function createLiveBench(options: {
  readonly conversations?: readonly Conversation[];
  readonly watching?: readonly string[];
  readonly me?: number;
  readonly responses?: readonly RecordedResponse[];
  readonly adapter?: Partial<ConnectifyOptions>;
  readonly fetch?: typeof fetch;
  readonly bench?: Bench;
}): LiveBench {
  const me = options.me ?? 1;
  const bench =
    options.bench ??
    createBench(options.responses, {
      token: tokenOf(me),
      ...options.adapter,
      ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    });
  const events: ServerEvent[] = [];
  const ends: LiveEnd[] = [];
  let opened = false;
  const connection = bench.adapter.connect?.(
    {
      opened: () => void (opened = true),
      events: (given) => void events.push(...given),
      heard: () => undefined,
      ended: (end) => void ends.push(end),
    },
    {
      token: tokenOf(me),
      me: userId(String(me)),
      watching: (options.watching ?? []).map(conversationId),
      conversations: () => options.conversations ?? [],
    },
  );
  if (connection === undefined) throw new Error('This adapter has no live side.');
  return { ...bench, connection, events, ends, opened: () => opened };
}
