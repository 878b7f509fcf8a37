import type { AdapterFactory } from '../adapter/adapter';
import type { Grant } from '../adapter/environment';
import { ChatError } from '../errors';
import type { ContractPerson } from './adapter-contract/stage';
import type { HurriedTime } from './hurried-time';
import { createNodePlatform } from './node-platform';

/** Opens an adapter in this process and signs one person in, as a client would; odd things go to `report`. */
export async function openSignedIn(
  factory: AdapterFactory,
  person: { readonly origin: string; readonly login: string; readonly password: string },
  time: HurriedTime,
  report: (error: ChatError) => void = () => undefined,
): Promise<ContractPerson> {
  const platform = time.watch(createNodePlatform(person.origin));
  let grant: Grant | null = null;
  const adapter = factory({
    credentials: {
      current: () => Promise.resolve(grant?.accessToken ?? null),
      renew: () => Promise.reject(new ChatError('unauthorized', 'The session of this test has ended.')),
    },
    clock: time.clock,
    fetch: platform.fetch,
    WebSocket: platform.WebSocket,
    XMLHttpRequest: undefined,
    randomId: platform.randomId,
    report,
  });
  const { login, password } = person;
  grant = (await adapter.signIn?.({ login, password }, new AbortController().signal)) ?? null;
  return { adapter, token: grant?.accessToken ?? null };
}
