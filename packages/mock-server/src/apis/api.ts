import type { Actor } from '../actor';
import type { UpgradeAnswer, UpgradeRequest } from '../live/socket';
import type { Person } from '../world/types';

/** A documented API over the world: its requests, its sockets, and its own way of acting as somebody. */
export interface Api {
  handle(request: Request): Promise<Response>;
  connect(upgrade: UpgradeRequest): Promise<UpgradeAnswer>;
  /** Does what this person's own client would do, live frames included. */
  actAs(person: Person): Actor;
  /** An access token without signing in; a negative lifetime makes one that has run out. */
  issueToken(person: Person, lifetimeSeconds?: number): Promise<string>;
  /** Stops accepting every access token issued so far. */
  expireTokens(options: { refreshTokensToo: boolean }): void;
  acceptTokensAgain(): void;
}
