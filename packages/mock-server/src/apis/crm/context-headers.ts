import type { World } from '../../world/world';
import type { Caller } from './authentication';
import type { CrmProfileName } from './profile';
import { contextOf, wornHat } from './standing';

// Headers carry no other characters.
const plain = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?');

/** Answers to a session tell what they are filed under; a token's do not. */
export async function contextHeaders(
  { world, profile }: { world: World; profile: CrmProfileName },
  caller: Caller,
): Promise<Record<string, string>> {
  if (!caller.isSession) return {};
  const { person } = caller;
  const organisationId = await contextOf(world, caller, profile);
  const organisation = organisationId === null ? undefined : await world.organisations.find(organisationId);
  const worn = await wornHat(world, person);
  if (organisation === undefined || worn === undefined) return {};
  return {
    'x-active-organization': String(organisation.id),
    'x-organization-name': plain(organisation.name),
    'x-is-owner': String(organisation.adminIds.includes(person.id)),
    'x-active-profile-type': worn.type,
  };
}
