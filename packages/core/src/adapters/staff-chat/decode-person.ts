import { userId } from '../../model/ids';
import type { User } from '../../model/user';
import { resolveUrl } from '../../transport/resolve-url';
import type { WirePerson } from './wire';

/** A staff member; whether somebody is on duty is the roster's word, no presence. */
export function decodePerson(wire: WirePerson, baseUrl: string): User {
  const name = wire.full_name || `${wire.first_name} ${wire.last_name}`.trim();
  const facts = {
    role: wire.role_name ?? wire.role?.name ?? wire.role_detail?.name,
    department: wire.department_name ?? wire.department?.name ?? wire.department_detail?.name,
    email: wire.email,
    phone: wire.phone_number,
    duty: wire.is_on_duty == null ? null : wire.is_on_duty ? 'on duty' : 'off duty',
  };
  const details = Object.fromEntries(
    Object.entries(facts).filter((entry): entry is [string, string] => !!entry[1]),
  );
  return {
    id: userId(wire.id),
    name,
    handle: null,
    mention: mentionOf(wire.first_name, wire.last_name),
    avatarUrl: resolveUrl(wire.avatar_url ?? wire.profile_image_url ?? null, baseUrl),
    ...(Object.keys(details).length === 0 ? {} : { details }),
  };
}

/**
 * The server reads `@word word` as first and last name, and a single `@word` only where no other word follows: hence
 * the comma. Of a name of several words it knows the first of each.
 */
function mentionOf(firstName: string, lastName: string): string | null {
  const [first, last] = [firstName, lastName].map((name) => /^[\p{L}\p{N}_]+/u.exec(name.trim())?.[0]);
  if (first !== undefined && last !== undefined) return `@${first} ${last}`;
  const only = first ?? last;
  return only === undefined ? null : `@${only},`;
}
