import { createChatClient, indexedDbStorage } from '@chat/core';
import type { ChatClient } from '@chat/core';
import { adapterFor } from './adapters';
import type { PlaygroundBackend } from './config';
import { createSwitchablePlatform } from './switchable-platform';
import type { SwitchablePlatform } from './switchable-platform';

/** One side of the playground: a client of its own, with a database of its own. */
export interface PlaygroundPerson {
  readonly client: ChatClient;
  readonly platform: SwitchablePlatform;
  /** Somebody else sits there from now on. */
  readonly change: (username: string) => void;
}

export function createPerson(backend: PlaygroundBackend, seat: string, first: string): PlaygroundPerson {
  let username = first;
  const ownName = () => backend.accounts.find((account) => account.username === username)?.name ?? null;
  const platform = createSwitchablePlatform();
  const client = createChatClient({
    adapter: adapterFor(backend, seat, ownName),
    // Two people in one browser must not share the remembered session.
    storage: indexedDbStorage({ prefix: `playground-${seat}-` }),
    platform,
  });
  return {
    client,
    platform,
    change(next) {
      username = next;
    },
  };
}
