import { userId } from '../../model/ids';
import type { User } from '../../model/user';
import { resolveUrl } from '../../transport/resolve-url';
import type { WireUser } from './wire';

/** Where files lie; frames name a host that does not exist, so theirs is replaced. */
export interface Hosting {
  readonly baseUrl: string;
  readonly foreignHost: boolean;
}

type NamedUser = Pick<WireUser, 'id' | 'username'> & Partial<WireUser>;

export function decodeUser(wire: NamedUser, hosting: Hosting): User {
  const name = `${wire.first_name ?? ''} ${wire.last_name ?? ''}`.trim();
  const details = Object.fromEntries(
    Object.entries({ email: wire.email, role: wire.role, bio: wire.bio }).filter(
      (entry): entry is [string, string] => !!entry[1],
    ),
  );
  return {
    id: userId(wire.id),
    name: name === '' ? wire.username : name,
    handle: wire.username === '' ? null : wire.username,
    avatarUrl: fileUrl(wire.avatar ?? null, hosting),
    ...(Object.keys(details).length === 0 ? {} : { details }),
  };
}

/** Absolute address of a file; null for anything that is not http(s). */
export function fileUrl(url: string | null, { baseUrl, foreignHost }: Hosting): string | null {
  const absolute = resolveUrl(url, baseUrl);
  if (absolute === null || !foreignHost) return absolute;
  const { pathname, search } = new URL(absolute);
  return `${new URL(baseUrl).origin}${pathname}${search}`;
}
