import type { AdapterEnvironment } from '../../adapter/environment';
import type { Account } from './account';
import type { DecodeContext } from './decode';
import type { LinkHolder } from './link';
import type { Memory, MemoryHolder } from './memory';
import type { Settings } from './options';
import type { Rest } from './rest';

/** What the parts of one adapter share. */
export interface Context {
  readonly environment: AdapterEnvironment;
  readonly settings: Settings;
  readonly rest: Rest;
  readonly account: Account;
  readonly memory: MemoryHolder;
  readonly live: LinkHolder;
}

/** Who asks, and what was learned for them; every piece of work begins here. */
export interface Work extends Memory {
  readonly decoding: DecodeContext;
}

export async function startWork({ account, settings, memory }: Context): Promise<Work> {
  const me = await account.myId();
  const known = memory.enter(me);
  return { ...known, decoding: { me, names: settings.names, own: known.own } };
}
