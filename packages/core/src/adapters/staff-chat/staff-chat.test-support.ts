import type { Conversation } from '../../model/conversation';
import { conversationId, userId } from '../../model/ids';
import {
  connectBench,
  openBench,
  type Bench as AdapterBench,
  type LiveBench as AdapterLiveBench,
} from '../../testing/bench.test-support';
import { commandsIn } from '../../testing/commands.test-support';
import type { FakeEnvironmentOptions } from '../../testing/fake-environment';
import { fakeConversation } from '../../testing/fixtures';
import { json } from '../../testing/recorded-answers.test-support';
import type { RecordedRequest, RecordedResponse } from '../../testing/replay';
import { createFakePusher, type FakePusher } from '../../transport/pusher.test-support';
import { staffChat, type StaffChatOptions } from './index';

export const baseUrl = 'https://hotel.example.com';

/** An exchange as this backend's recording has it. */
interface RawExchange {
  readonly name: string;
  readonly as: string;
  readonly dialect: 'current' | 'documented-era';
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query?: Readonly<Record<string, string>>;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly body_raw?: string;
    readonly multipart?: {
      readonly fields: Readonly<Record<string, string>>;
      readonly files: readonly { name: string; filename: string; content_type: string; size: number }[];
    };
  };
  readonly response: { readonly status: number; readonly body?: unknown };
}

export interface RawFrame {
  readonly dir: 'in' | 'out';
  readonly data: { readonly event: string; readonly channel?: string; readonly data: unknown };
  readonly cause?: string;
}

export interface RawSocket {
  readonly name: string;
  readonly as: string;
  readonly url: string;
  readonly close: { readonly code: number };
  readonly frames: readonly RawFrame[];
}

export interface Recorded {
  readonly name: string;
  readonly as: string;
  readonly old: boolean;
  readonly hotel: string;
  readonly authorization: string | null;
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
}

export interface Recording {
  readonly exchanges: readonly Recorded[];
  readonly sockets: readonly RawSocket[];
}

/** `text` is the content of `test-data/staff-chat.transcript.json`. */
export function readRecording(text: string): Recording {
  const { exchanges, sockets } = JSON.parse(text) as {
    exchanges: RawExchange[];
    sockets: RawSocket[];
  };
  return { exchanges: exchanges.map(normalised), sockets };
}

function normalised({ name, as, dialect, request, response }: RawExchange): Recorded {
  const { method, path, query, headers, body, multipart } = request;
  const parts = multipart && [
    ...Object.entries(multipart.fields).map(([field, value]) => ({ name: field, value })),
    ...multipart.files.map((file) => ({
      name: file.name,
      filename: file.filename,
      contentType: file.content_type,
      size: file.size,
    })),
  ];
  return {
    name,
    as,
    old: dialect === 'documented-era',
    hotel: /\/(?:hotel|staff_chat)\/([a-z-]+)\//.exec(path)?.[1] ?? 'grand-demo',
    authorization: headers['Authorization'] ?? null,
    request: {
      method,
      path,
      ...(query === undefined ? {} : { query }),
      ...(body === undefined ? {} : { body }),
      ...(parts === undefined ? {} : { multipart: parts }),
    },
    response: answerOf(response),
  };
}

function answerOf({ status, body }: RawExchange['response']): RecordedResponse {
  const page = (body as { _text?: string } | null | undefined)?._text;
  if (page !== undefined) return { status, contentType: 'text/html', body: page };
  return { status, contentType: body == null ? null : 'application/json', body: body ?? null };
}

export const people = {
  alice: { id: 1, first_name: 'Alice', last_name: 'Moran', full_name: 'Alice Moran' },
  bob: { id: 2, first_name: 'Bob', last_name: 'Quinn', full_name: 'Bob Quinn' },
  carol: { id: 3, first_name: 'Carol', last_name: 'Reyes', full_name: 'Carol Reyes' },
  dave: { id: 4, first_name: 'Dave', last_name: 'Stone', full_name: 'Dave Stone' },
} as const;

/** The profile a server gives; the older one tells no rights. */
export function profile(id = 1, more: object = {}) {
  return {
    id,
    first_name: 'Alice',
    last_name: 'Moran',
    hotel_slug: 'grand-demo',
    role_slug: 'front_desk_agent',
    allowed_capabilities: [
      'staff_chat.conversation.create',
      'staff_chat.message.send',
      'staff_chat.attachment.upload',
      'staff_chat.reaction.manage',
    ],
    ...more,
  };
}
export const oldProfile = (id = 1, more: object = {}) =>
  profile(id, { allowed_capabilities: undefined, ...more });

export interface Bench extends AdapterBench {
  readonly pusher: FakePusher;
}

export type BenchOptions = Partial<StaffChatOptions> &
  FakeEnvironmentOptions & { readonly polled?: boolean; readonly me?: object };

/** An adapter that knows who it is, whose server answers with what is given, in turn. */
export async function createBench(
  responses: readonly RecordedResponse[] = [],
  options: BenchOptions = {},
): Promise<Bench> {
  const { polled, me = profile(), ...more } = options;
  const pusher = createFakePusher();
  const setup = polled === true ? {} : { pusher: { Pusher: pusher.Pusher, key: 'demo-key', cluster: 'eu' } };
  const factory = staffChat({
    baseUrl,
    hotel: 'grand-demo',
    basePath: '/api/staff/hotel/{hotel}/staff_chat',
    ...setup,
    ...more,
  });
  const bench = openBench(factory, [json(me), ...responses], { token: 'token', ...more });
  await bench.adapter.loadMe(bench.signal);
  return { ...bench, pusher };
}

export type LiveBench = Bench & AdapterLiveBench;

export interface LiveBenchOptions extends BenchOptions {
  readonly responses?: readonly RecordedResponse[];
  readonly conversations?: readonly Conversation[];
  readonly watching?: readonly string[];
}

/** An adapter with a link under way; `conversations` is what the store knows. */
export async function createLiveBench(options: LiveBenchOptions = {}): Promise<LiveBench> {
  const { responses, conversations = [], watching = [], ...more } = options;
  const bench = await createBench(responses, more);
  const me = (more.me as { id?: number } | undefined)?.id ?? 1;
  return connectBench(bench, { token: 'token', me, watching, conversations });
}

/** Connects and subscribes what was asked for. */
export function openLink({ pusher }: Pick<LiveBench, 'pusher'>): void {
  pusher.connected();
  for (const channel of pusher.channels) pusher.succeed(channel);
}

export function storedConversation(id: string, more: Partial<Conversation> = {}): Conversation {
  const participants = [userId('1'), userId('2')];
  return fakeConversation({ id: conversationId(id), participants, memberCount: 2, ...more });
}

export function wireMessage(
  id: number,
  sender: number,
  message = `message ${String(id)}`,
  more: object = {},
) {
  return {
    id,
    conversation: 1,
    sender,
    sender_name: sender === 1 ? 'Alice Moran' : 'Bob Quinn',
    message,
    timestamp: `2026-05-04T09:${String(10 + Math.floor(id / 60)).padStart(2, '0')}:${String(id % 60).padStart(2, '0')}.123456Z`,
    is_read: false,
    read_by: [],
    is_edited: false,
    is_deleted: false,
    reply_to: null,
    attachments: [],
    reactions: [],
    mentions: [],
    ...more,
  };
}

export function wireConversation(id: number, more: object = {}) {
  return {
    id,
    hotel: 1,
    hotel_name: 'Grand Demo',
    participants: [people.alice, people.bob],
    title: '',
    is_group: false,
    created_at: '2026-05-04T09:00:00.100000Z',
    updated_at: '2026-05-04T09:00:00.200000Z',
    last_message: null,
    unread_count: 0,
    ...more,
  };
}

export const { sendCommand, command } = commandsIn('1', Date.UTC(2026, 4, 4, 9));
