import type { CommunityPerson } from '../../world/community/types';
import type { World } from '../../world/world';
import type { Tokens } from '../django/tokens';
import type { Broadcast } from './broadcast';
import type { DirectMessagingProfile } from './profile';

/** What every route and socket works with. */
export interface Parts {
  readonly world: World;
  readonly tokens: Tokens;
  readonly broadcast: Broadcast;
  readonly profile: DirectMessagingProfile;
  /** What this API's paths start with among other APIs; empty alone. */
  readonly mountPath: string;
  /** Hears of what should not have happened. */
  onError(error: unknown): void;
}

/** The people of one request, read once. */
export type People = ReadonlyMap<number, CommunityPerson>;
