import { userId } from '../../model/ids';
import type { User } from '../../model/user';
import type { WireUser } from './wire';

export function decodeUser(wire: WireUser, baseUrl: string): User {
  const name = `${wire.first_name} ${wire.last_name}`.trim();
  const details = Object.fromEntries(
    Object.entries({ email: wire.email, role: wire.role }).filter(
      (entry): entry is [string, string] => !!entry[1],
    ),
  );
  return {
    id: userId(wire.id),
    name: name === '' ? wire.username : name,
    handle: wire.username === '' ? null : wire.username,
    avatarUrl: resolveUrl(wire.profile_image ?? wire.profile_picture ?? null, baseUrl),
    ...(Object.keys(details).length === 0 ? {} : { details }),
  };
}

/** Absolute address of a file; null for anything that is not http(s). */
export function resolveUrl(url: string | null, baseUrl: string): string | null {
  if (url === null || url === '') return null;
  try {
    const absolute = new URL(url, `${baseUrl}/`);
    return absolute.protocol === 'https:' || absolute.protocol === 'http:' ? absolute.href : null;
  } catch {
    return null;
  }
}
