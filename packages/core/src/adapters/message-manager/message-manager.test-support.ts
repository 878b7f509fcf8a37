import type { Command } from '../../adapter/command';
import type { Conversation } from '../../model/conversation';
import { conversationId, localId, messageId } from '../../model/ids';
import {
  accessTokenOf,
  connectBench,
  openBench,
  type Bench,
  type LiveBench,
} from '../../testing/bench.test-support';
import { commandsIn } from '../../testing/commands.test-support';
import type { FakeEnvironmentOptions } from '../../testing/fake-environment';
import { json } from '../../testing/recorded-answers.test-support';
import type { RecordedResponse } from '../../testing/replay';
import { messageManager, type MessageManagerOptions } from './index';

const baseUrl = 'https://hotel.example.com';

export const tokenOf = (user: number): string => accessTokenOf(user);

export const createBench = (
  responses: readonly RecordedResponse[] = [],
  options: Partial<MessageManagerOptions> & FakeEnvironmentOptions = {},
): Bench => openBench(messageManager({ baseUrl, ...options }), responses, { token: tokenOf(1), ...options });

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

export const { sendCommand } = commandsIn('1', Date.UTC(2026, 4, 4, 9));

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

export function newest(conversation: string) {
  return {
    conversationId: conversationId(conversation),
    position: { name: 'newest' },
    limit: 50,
    peek: false,
  } as const;
}

/** With a link under way; `conversations` is what the store knows. */
export const openLink = (
  bench: Bench,
  { me = 1, conversations }: { readonly conversations?: readonly Conversation[]; readonly me?: number } = {},
): LiveBench => connectBench(bench, { token: tokenOf(me), me, conversations });
