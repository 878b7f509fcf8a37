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
import type { RecordedResponse } from '../../testing/replay';
import { connectify, type ConnectifyOptions } from './index';

const baseUrl = 'https://chat.example.com';

export const tokenOf = (user: number | string): string => accessTokenOf(user, 1_800);

export const createBench = (
  responses: readonly RecordedResponse[] = [],
  options: Partial<ConnectifyOptions> & FakeEnvironmentOptions = {},
): Bench => openBench(connectify({ baseUrl, ...options }), responses, { token: tokenOf(1), ...options });

export const { sendCommand, command } = commandsIn('direct:1', Date.UTC(2026, 4, 4));

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
  return fakeConversation({
    id: conversationId(id),
    kind: id.startsWith('group') ? 'group' : 'direct',
    participants: participants.map((number) => userId(String(number))),
  });
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
  const { conversations, watching } = options;
  return connectBench(bench, { token: tokenOf(me), me, conversations, watching });
}
