import type { ChatAdapter } from '../../adapter/adapter';
import type { Command, ExecuteContext, SendMessageCommand } from '../../adapter/command';
import type { LiveConnection, LiveEnd } from '../../adapter/live';
import type { ServerEvent } from '../../adapter/server-event';
import type { Conversation } from '../../model/conversation';
import { conversationId, localId, messageId, userId } from '../../model/ids';
import {
  createFakeEnvironment,
  type FakeEnvironment,
  type FakeEnvironmentOptions,
} from '../../testing/fake-environment';
import { replay, toResponse, type RecordedResponse, type Replay } from '../../testing/replay';
import { directMessaging, type DirectMessagingOptions } from './index';

export const baseUrl = 'http://chat.example';

/** A token that says whose it is, as the backend's do. */
export function tokenOf(user: number): string {
  const payload = { user_id: user, iat: 1_700_000_000, exp: 1_700_003_600, token_type: 'access' };
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
  options: Partial<DirectMessagingOptions> & FakeEnvironmentOptions = {},
): Bench {
  const server = replay(responses);
  const environment = createFakeEnvironment({ token: tokenOf(1), fetch: server.fetch, ...options });
  const adapter = directMessaging({ baseUrl, ...options })(environment);
  return { adapter, environment, server, signal: new AbortController().signal };
}

export function json(body: unknown, status = 200): RecordedResponse {
  return { status, contentType: 'application/json', body };
}

export const brokenServer: RecordedResponse = {
  status: 500,
  contentType: 'text/html',
  body: '<!doctype html><title>Server Error (500)</title><h1>Server Error (500)</h1>',
};
export const notFound: RecordedResponse = json({ detail: 'Not found.' }, 404);

export function wireUser(id: number, more: object = {}) {
  const names = ['', 'mira', 'amina', 'boris', 'timur'];
  return {
    id,
    username: names[id] ?? `user${String(id)}`,
    email: `user${String(id)}@example.org`,
    first_name: '',
    last_name: '',
    role: id === 2 ? 'admin' : 'user',
    bio: null,
    avatar: null,
    managed_confessions: [],
    ...more,
  };
}

/** When a test message was made: ten seconds apart, shortly before the fake clock begins. */
export function timeOf(id: number): string {
  return new Date(Date.UTC(2025, 11, 31, 23, 0, 0) + id * 10_000).toISOString().replace('Z', '123+00:00');
}

export function wireMessage(id: number, sender: number, more: object = {}) {
  return {
    id,
    conversation: 1,
    sender: wireUser(sender),
    content: `message ${String(id)}`,
    reply_to: null,
    is_edited: false,
    is_pinned: false,
    is_deleted: false,
    created_at: timeOf(id),
    updated_at: timeOf(id),
    edited_at: null,
    attachments: [],
    message_reads: [],
    status: 'sent',
    can_edit: true,
    ...more,
  };
}

export function wireConversation(id: number, others: readonly number[], more: object = {}) {
  return {
    id,
    participants: [wireUser(1), ...others.map((other) => wireUser(other))],
    confession: null,
    created_at: '2025-12-31T22:00:00.120000+05:00',
    updated_at: '2025-12-31T22:00:00.120000+05:00',
    last_message_at: null,
    last_message: null,
    unread_count: 0,
    ...more,
  };
}

export function wirePage(results: readonly unknown[], more: object = {}) {
  return { count: results.length, next: null, previous: null, results, ...more };
}

export interface FakeThread {
  /** What the server has, oldest first; a test may change it. */
  messages: ReturnType<typeof wireMessage>[];
  /** Pages asked for, in turn. */
  readonly looks: string[];
  readonly fetch: typeof fetch;
}

/** A conversation of me (1) and amina (2) on a server that gives pages of ten, oldest first. */
export function createFakeThread(
  messages: ReturnType<typeof wireMessage>[],
  options: {
    readonly others?: readonly number[];
    readonly unread?: number;
    between?(thread: FakeThread, look: number): void;
    answer?(method: string, path: string, body: unknown): RecordedResponse | undefined;
  } = {},
): FakeThread {
  const thread: FakeThread = {
    messages,
    looks: [],
    fetch(input, init) {
      const url = new URL(String(input));
      const method = init?.method ?? 'GET';
      const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      const own = options.answer?.(method, url.pathname, body);
      if (own !== undefined) return Promise.resolve(toResponse(own));
      if (url.pathname.startsWith('/api/messaging/conversations/')) {
        const detail = wireConversation(1, options.others ?? [2], { unread_count: options.unread ?? 0 });
        return Promise.resolve(toResponse(json(detail)));
      }
      options.between?.(thread, thread.looks.length);
      const asked = url.searchParams.get('page') ?? '1';
      thread.looks.push(asked);
      const last = Math.max(1, Math.ceil(thread.messages.length / 10));
      const number = asked === 'last' ? last : Number(asked);
      if (number < 1 || number > last)
        return Promise.resolve(toResponse(json({ detail: 'Invalid page.' }, 404)));
      const address = (page: number): string =>
        `http://elsewhere/api/messaging/messages/?conversation=1${page === 1 ? '' : `&page=${String(page)}`}`;
      return Promise.resolve(
        toResponse(
          json({
            count: thread.messages.length,
            next: number < last ? address(number + 1) : null,
            previous: number > 1 ? address(number - 1) : null,
            results: thread.messages.slice((number - 1) * 10, number * 10),
          }),
        ),
      );
    },
  };
  return thread;
}

export function sendCommand(text: string, more: Partial<SendMessageCommand> = {}): SendMessageCommand {
  return {
    kind: 'send-message',
    localId: localId('local-1'),
    conversationId: conversationId('1'),
    createdAt: Date.UTC(2026, 0, 1),
    text,
    replyTo: null,
    attachments: [],
    ...more,
  };
}

type OtherKind = Exclude<Command['kind'], 'send-message'>;
type CommandOf<Kind extends OtherKind> = Command extends infer Each
  ? Each extends { readonly kind: infer Kinds }
    ? Kind extends Kinds
      ? Each
      : never
    : never
  : never;

export function command<Kind extends OtherKind>(
  kind: Kind,
  more: Omit<CommandOf<Kind>, 'kind' | 'localId' | 'conversationId' | 'createdAt'> & {
    readonly conversationId?: string;
  },
): Command {
  const base = { kind, localId: localId('local-2'), conversationId: '1', createdAt: 0 };
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

export function outgoingFile(name: string, mimeType: string, size: number) {
  const blob = new Blob([new Uint8Array(size)], { type: mimeType });
  return { id: name, kind: 'file' as const, name, mimeType, size, width: null, height: null, blob };
}

export function storedConversation(id: string, participants: readonly number[]): Conversation {
  return {
    id: conversationId(id),
    kind: participants.length > 2 ? 'group' : 'direct',
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

export interface LiveBench extends Bench {
  readonly connection: LiveConnection;
  readonly events: ServerEvent[];
  readonly ends: LiveEnd[];
  readonly opened: () => boolean;
}

/** An adapter with a link under way; `conversations` is what the store knows. */
export function createLiveBench(
  options: {
    readonly conversations?: readonly Conversation[];
    readonly watching?: readonly string[];
    readonly me?: number;
    readonly responses?: readonly RecordedResponse[];
    readonly fetch?: typeof fetch;
    readonly adapter?: Partial<DirectMessagingOptions> & FakeEnvironmentOptions;
  } = {},
): LiveBench {
  const me = options.me ?? 1;
  const bench = createBench(options.responses, {
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
      watching: (options.watching ?? ['1']).map(conversationId),
      conversations: () => options.conversations ?? [storedConversation('1', [1, 2])],
    },
  );
  if (connection === undefined) throw new Error('This adapter has no live side.');
  return { ...bench, connection, events, ends, opened: () => opened };
}
