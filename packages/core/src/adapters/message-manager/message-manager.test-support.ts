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
import { replay, type RecordedResponse, type Replay } from '../../testing/replay';
import { messageManager, type MessageManagerOptions } from './index';

const baseUrl = 'https://hotel.example.com';

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
}

/** An adapter whose server answers with what is given, in turn. */
export function createBench(
  responses: readonly RecordedResponse[] = [],
  options: Partial<MessageManagerOptions> & FakeEnvironmentOptions = {},
): Bench {
  const server = replay(responses);
  const environment = createFakeEnvironment({ token: tokenOf(1), fetch: server.fetch, ...options });
  const adapter = messageManager({ baseUrl, ...options })(environment);
  return { adapter, environment, server, signal: new AbortController().signal };
}

export function json(body: unknown, status = 200): RecordedResponse {
  return { status, contentType: 'application/json', body };
}

export const notFound = json({ detail: 'Not found.' }, 404);

export function wireRow(id: number, more: object = {}) {
  return {
    id,
    stay_id: id + 100,
    guest_name: `Guest ${String(id)}`,
    room_number: String(200 + id),
    status: 'relay',
    department_name: 'Front Desk',
    last_message: null,
    updated_at: '2026-05-04T09:00:00.000100Z',
    ...more,
  };
}

export function wireLast(content: string, timestamp: string, sender: 'guest' | 'staff' = 'guest') {
  return { last_message: { content, timestamp, sender_type: sender } };
}

export function wireMessage(id: number, sender: 'guest' | 'staff' | 'system' = 'guest', more: object = {}) {
  return {
    id,
    content: `message ${String(id)}`,
    sender_type: sender,
    sender_name: { guest: 'Lena Ortiz', staff: 'Asha Menon', system: 'System' }[sender],
    timestamp: `2026-05-04T09:00:${String(id % 60).padStart(2, '0')}.123456Z`,
    ...more,
  };
}

/** One answer for each page, ten rows on each; then the list of those nobody relays comes first. */
export function lists(rows: readonly object[], active: readonly object[] = []): RecordedResponse[] {
  const pages = Math.max(1, Math.ceil(rows.length / 10));
  return [
    json(active),
    ...Array.from({ length: pages }, (_, index) =>
      json({
        count: rows.length,
        next: index + 1 < pages ? 'http://elsewhere.example/?page=next' : null,
        previous: null,
        results: rows.slice(index * 10, index * 10 + 10),
      }),
    ),
  ];
}

export function sendCommand(text: string, more: Partial<SendMessageCommand> = {}): SendMessageCommand {
  return {
    kind: 'send-message',
    localId: localId('local-1'),
    conversationId: conversationId('1'),
    createdAt: Date.UTC(2026, 4, 4, 9),
    text,
    replyTo: null,
    attachments: [],
    ...more,
  };
}

export function readCommand(conversation: string, upTo: number): Command {
  return {
    kind: 'mark-read',
    localId: localId('local-2'),
    conversationId: conversationId(conversation),
    createdAt: 0,
    upTo: messageId(String(upTo)),
    messageIds: [],
  };
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

export function newest(conversation: string) {
  return {
    conversationId: conversationId(conversation),
    position: { name: 'newest' },
    limit: 50,
    peek: false,
  } as const;
}

export interface LiveBench extends Bench {
  readonly connection: LiveConnection;
  readonly events: ServerEvent[];
  readonly ends: LiveEnd[];
  readonly opened: () => boolean;
}

/** An adapter with a link under way; `conversations` is what the store knows. */
export function connectBench(
  bench: Bench,
  options: { readonly conversations?: readonly Conversation[]; readonly me?: number } = {},
): LiveBench {
  const events: ServerEvent[] = [];
  const ends: LiveEnd[] = [];
  let opened = false;
  const me = options.me ?? 1;
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
      watching: [],
      conversations: () => options.conversations ?? [],
    },
  );
  if (connection === undefined) throw new Error('This adapter has no live side.');
  return { ...bench, connection, events, ends, opened: () => opened };
}
