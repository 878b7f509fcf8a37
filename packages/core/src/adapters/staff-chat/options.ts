import { ChatError } from '../../errors';
import type { PusherSetup } from '../../transport/pusher';
import type { Dialect } from './capabilities';
import type { PushSetup } from './push';

/** Where a staff-chat deployment lives, and how it differs from the newest revision. */
export interface StaffChatOptions {
  /** Absolute http(s) address in front of `/api/…`; may have a path of its own. */
  readonly baseUrl: string;
  /** The hotel's slug; a login sees its own hotel only. */
  readonly hotel: string;
  /** The host's pusher-js and its app; without it the backend is polled. */
  readonly pusher?: PusherSetup;
  /** Path in front of `/conversations/…`, with `{hotel}` for the slug. Without it the known ones are tried. */
  readonly basePath?: string;
  /** `documented`: bare events, several reactions each; `deployed`: the newest revision. Found out when left out. */
  readonly dialect?: Dialect;
  /** Channel names with `{hotel}`, `{conversation}` and `{staff}`, where a deployment has its own. */
  readonly channels?: { readonly conversation?: string; readonly personal?: string };
  /** The word before the token; some guides say `Bearer`, which no observed server takes. */
  readonly tokenScheme?: string;
  /** Notifications while no page is open; the server keeps one device for each person, the last one. */
  readonly push?: PushSetup;
  /** How long a request may take, 20 seconds unless told. Uploads have ten minutes. */
  readonly timeoutMs?: number;
}

export interface Settings {
  readonly baseUrl: string;
  readonly hotel: string;
  readonly pusher: PusherSetup | null;
  /** In the order they are tried, without a slash at the end. */
  readonly basePaths: readonly BasePath[];
  readonly dialect: Dialect | null;
  readonly channels: {
    readonly conversation: Readonly<Record<Dialect, string>>;
    readonly personal: string;
  };
  readonly tokenScheme: string;
  readonly push: PushSetup | null;
  readonly timeoutMs: number;
}

/** `dialect` says which revision is known to answer there; null: any. */
export interface BasePath {
  readonly path: string;
  readonly dialect: Dialect | null;
}

const knownBasePaths: readonly { readonly path: string; readonly dialect: Dialect }[] = [
  { path: '/api/staff/hotel/{hotel}/staff_chat', dialect: 'deployed' },
  { path: '/api/staff-chat/{hotel}', dialect: 'documented' },
  { path: '/api/staff_chat/{hotel}', dialect: 'documented' },
];

/** Checks the options; throws `invalid` for what cannot be. */
export function readOptions(options: StaffChatOptions): Settings {
  const { hotel, pusher, basePath, dialect, channels = {}, push } = options;
  if (!/^[\w-]+$/.test(hotel)) throw refused('hotel must be the slug of a hotel');
  if (pusher !== undefined && pusher.key === '') throw refused('pusher needs the key of its app');
  const fill = (text: string): string => text.replaceAll('{hotel}', hotel);
  const paths =
    basePath === undefined
      ? [...knownBasePaths].sort(
          (left, right) => Number(right.dialect === dialect) - Number(left.dialect === dialect),
        )
      : [{ path: `/${basePath.replace(/^\/+|\/+$/g, '')}`, dialect: dialect ?? null }];
  return {
    baseUrl: readUrl(options.baseUrl),
    hotel,
    pusher: pusher ?? null,
    basePaths: paths.map(({ path, dialect: known }) => ({ path: fill(path), dialect: known })),
    dialect: dialect ?? null,
    channels: {
      conversation: {
        deployed: fill(channels.conversation ?? '{hotel}-conversation-{conversation}-chat'),
        documented: fill(channels.conversation ?? '{hotel}-staff-conversation-{conversation}'),
      },
      personal: fill(channels.personal ?? '{hotel}-staff-{staff}-notifications'),
    },
    tokenScheme: options.tokenScheme ?? 'Token',
    push: push ?? null,
    timeoutMs: options.timeoutMs ?? 20_000,
  };
}

function readUrl(text: string): string {
  try {
    const url = new URL(text);
    if (url.protocol === 'https:' || url.protocol === 'http:')
      return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  } catch {
    // Told below, in our words.
  }
  throw refused('baseUrl must be an absolute http:// or https:// address');
}

function refused(message: string): ChatError {
  return new ChatError('invalid', `staff-chat: ${message}.`);
}
