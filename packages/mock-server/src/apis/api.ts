import type { Actor } from '../actor';
import type { Hub } from '../live/hub';
import type { UpgradeAnswer, UpgradeRequest } from '../live/socket';
import type { PushDelivery } from '../push/delivery';
import type { Person } from '../world/types';
import type { World } from '../world/world';

/** A documented API over the world: its requests, its sockets, and its own way of acting as somebody. */
export interface Api {
  /** Gets every request below its mount path, without that path; answers unknown ones in its own way. */
  handle(request: Request): Promise<Response>;
  connect(upgrade: UpgradeRequest): Promise<UpgradeAnswer>;
  /** Does what this person's own client would do, live frames included. */
  actAs(person: Person): Actor;
  /** Acts as somebody without an account, such as a hotel guest; undefined if nobody is called so. */
  actAsGuest?(name: string): Promise<Actor | undefined>;
  /** Those with something to see here, the best to start with first; everybody unless given. */
  people?(): Promise<Person[]>;
  /** An access token without signing in; a negative lifetime makes one that has run out. */
  issueToken(person: Person, lifetimeSeconds?: number): Promise<string>;
  /** Stops accepting every access token issued so far. */
  expireTokens(options: { refreshTokensToo: boolean }): void;
  acceptTokensAgain(): void;
}

export interface ApiOptions<Profile extends string = string> {
  profile: Profile;
  /** What stands before this API's paths in every URL it gives out: `/crm` among others, empty alone. */
  mountPath: string;
  /** Host names a socket's Origin may have besides this machine's; `*` for any. */
  allowedHosts: readonly string[];
  heartbeatMilliseconds: number;
  /** Brings notifications to devices. */
  push: PushDelivery;
  /** Hears of what should not have happened. */
  onError(error: unknown): void;
}

/** A request to try from a terminal. */
export interface Example {
  says: string;
  method?: 'GET' | 'POST';
  path: string;
  body?: unknown;
  /** Whether it carries the access token; yes unless given. */
  isSigned?: boolean;
}

/** What the index page and the command line say of an API. */
export interface ApiDescription {
  title: string;
  /** Which accounts to use and what for, in a sentence. */
  accounts: string;
  /** The header that signs a request: `Authorization: Bearer …`. */
  tokenHeader(token: string): string;
  /** The first signs in where the API can. */
  examples(account: { username: string; password: string }, profile: string): readonly Example[];
}

/** What an API's folder exports, once. */
export interface ApiDefinition<Name extends string = string, Profile extends string = string> {
  readonly name: Name;
  /** The first is the default. */
  readonly profiles: readonly [Profile, ...Profile[]];
  /** The beginnings of its paths, for hosts that must know before asking (a page's service worker). */
  readonly paths: { readonly requests: readonly string[]; readonly sockets: readonly string[] };
  readonly description: ApiDescription;
  create(world: World, hub: Hub, options: ApiOptions<Profile>): Promise<Api>;
}
