import type { AdapterFactory, ChatAdapter } from '../adapter/adapter';
import type { LiveConnection, LiveEnd } from '../adapter/live';
import type { ServerEvent } from '../adapter/server-event';
import type { Conversation } from '../model/conversation';
import { conversationId, userId } from '../model/ids';
import { createFakeEnvironment, type FakeEnvironment, type FakeEnvironmentOptions } from './fake-environment';
import { replay, type RecordedResponse, type Replay } from './replay';

/** A token that says whose it is, as those of Django backends do. */
export function accessTokenOf(user: number | string, lifeSeconds = 86_400): string {
  const iat = 1_700_000_000;
  const payload = { user_id: user, iat, exp: iat + lifeSeconds, token_type: 'access' };
  return `header.${btoa(JSON.stringify(payload)).replace(/=+$/, '')}.signature`;
}

export interface Bench {
  readonly adapter: ChatAdapter;
  readonly environment: FakeEnvironment;
  readonly server: Replay;
  readonly signal: AbortSignal;
}

/** An adapter whose server answers with what is given, in turn. */
export function openBench(
  factory: AdapterFactory,
  responses: readonly RecordedResponse[],
  options: FakeEnvironmentOptions,
): Bench {
  const server = replay(responses);
  const environment = createFakeEnvironment({ fetch: server.fetch, ...options });
  return { adapter: factory(environment), environment, server, signal: new AbortController().signal };
}

export interface LiveBench extends Bench {
  readonly connection: LiveConnection;
  readonly events: ServerEvent[];
  readonly ends: LiveEnd[];
  readonly opened: () => boolean;
}

/** The same with a link under way; `conversations` is what the store knows. */
export function connectBench<Given extends Bench>(
  bench: Given,
  options: {
    readonly token: string;
    readonly me: number;
    readonly watching?: readonly string[] | undefined;
    readonly conversations?: readonly Conversation[] | undefined;
  },
): Given & LiveBench {
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
      token: options.token,
      me: userId(String(options.me)),
      watching: (options.watching ?? []).map(conversationId),
      conversations: () => options.conversations ?? [],
    },
  );
  if (connection === undefined) throw new Error('This adapter has no live side.');
  return { ...bench, connection, events, ends, opened: () => opened };
}
