import { userId } from '../../model/ids';
import type { User } from '../../model/user';
import { resolveUrl } from '../../transport/resolve-url';
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
