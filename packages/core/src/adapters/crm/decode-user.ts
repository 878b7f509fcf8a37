import { userId } from '../../model/ids';
import type { User } from '../../model/user';
import { resolveUrl } from '../../transport/resolve-url';
import type { WireUser } from './wire';

export function decodeUser(wire: WireUser, baseUrl: string): User {
  const details = Object.fromEntries(
    Object.entries({ email: wire.email, title: wire.title, department: wire.department }).filter(
      (entry): entry is [string, string] => !!entry[1],
    ),
  );
  return {
    id: userId(wire.id),
    name: nameOf(wire),
    handle: wire.username == null || wire.username === '' ? null : wire.username,
    avatarUrl: resolveUrl(wire.profile_image ?? null, baseUrl),
    ...(Object.keys(details).length === 0 ? {} : { details }),
  };
}

/** The server's own `full_name` is the login unless both names are set. */
export function nameOf(
  wire: Partial<Pick<WireUser, 'first_name' | 'last_name' | 'full_name' | 'email'>>,
): string {
  const name = `${wire.first_name ?? ''} ${wire.last_name ?? ''}`.trim();
  return [name, wire.full_name, wire.email].find((text) => text != null && text !== '') ?? '';
}
