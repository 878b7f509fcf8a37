import type { Conversation } from '../../model/conversation';
import { conversationId, userId } from '../../model/ids';
import {
  accessTokenOf,
  connectBench,
  openBench,
  type Bench,
  type LiveBench,
} from '../../testing/bench.test-support';
import { commandsIn } from '../../testing/commands.test-support';
import type { FakeEnvironmentOptions } from '../../testing/fake-environment';
import { fakeConversation } from '../../testing/fixtures';
import { json } from '../../testing/recorded-answers.test-support';
import { toResponse, type RecordedResponse } from '../../testing/replay';
import { directMessaging, type DirectMessagingOptions } from './index';

export const baseUrl = 'http://chat.example';

export const tokenOf = (user: number): string => accessTokenOf(user, 3_600);

export const createBench = (
  responses: readonly RecordedResponse[] = [],
  options: Partial<DirectMessagingOptions> & FakeEnvironmentOptions = {},
): Bench => openBench(directMessaging({ baseUrl, ...options }), responses, { token: tokenOf(1), ...options });

export const { sendCommand, command } = commandsIn('1', Date.UTC(2026, 0, 1));

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

export function storedConversation(id: string, participants: readonly number[]): Conversation {
  return fakeConversation({
    id: conversationId(id),
    kind: participants.length > 2 ? 'group' : 'direct',
    participants: participants.map((number) => userId(String(number))),
  });
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
  return connectBench(bench, {
    token: tokenOf(me),
    me,
    watching: options.watching ?? ['1'],
    conversations: options.conversations ?? [storedConversation('1', [1, 2])],
  });
}
