import type { CrmProfile, ProfileType } from '../../world/crm/types';
import type { Person } from '../../world/types';
import type { World } from '../../world/world';
import { sentence } from './answers';
import type { CrmProfileName } from './profile';

const noProfile = () => sentence(403, 'No active profile found for this organization');
const employeesOnly = () => sentence(403, 'Employees can only initiate conversations with their vendor.');
const repliesOnly = () =>
  sentence(
    403,
    'Customers can only reply to existing conversations. Only vendors and employees can initiate new conversations.',
  );
const outsiders = () => sentence(403, 'You can only message people in your organization.');

/** The order in which hats count where several fit. */
const ranks: Record<ProfileType, number> = { vendor: 0, employee: 1, customer: 2 };

/** Whom each may write to, as the document has it, and as it was observed. */
const reach: Record<CrmProfileName, Record<ProfileType, readonly ProfileType[]>> = {
  documented: {
    vendor: ['employee', 'customer'],
    employee: ['vendor', 'customer'],
    customer: ['vendor', 'employee'],
  },
  deployed: { vendor: ['employee'], employee: ['vendor'], customer: [] },
};

const activeProfiles = async (world: World, person: Person): Promise<CrmProfile[]> =>
  (await world.crm.people.profilesOf(person.id)).filter(({ status }) => status === 'active');

/** Which organisation everything is filed under for somebody now; a customer's token was observed to have none. */
export async function contextOf(
  world: World,
  person: Person,
  profile: CrmProfileName,
): Promise<number | null> {
  const active = await activeProfiles(world, person);
  const deciding = active.find(({ isPrimary }) => isPrimary) ?? active[0];
  if (deciding === undefined) return null;
  return deciding.type === 'customer' && profile === 'deployed' ? null : deciding.organisationId;
}

/** The hat that counts in a context. */
async function hatIn(world: World, person: Person, organisationId: number | null): Promise<CrmProfile> {
  const fitting = (await activeProfiles(world, person)).filter(
    (profile) => profile.organisationId === organisationId,
  );
  const [hat] = fitting.sort((one, other) => ranks[one.type] - ranks[other.type]);
  if (hat === undefined) throw noProfile();
  return hat;
}

/** The people somebody is offered to write to. */
export async function recipientsOf(world: World, person: Person, profile: CrmProfileName): Promise<number[]> {
  const organisationId = await contextOf(world, person, profile);
  if (organisationId === null) return [];
  const hat = (await activeProfiles(world, person))
    .filter((one) => one.organisationId === organisationId)
    .sort((one, other) => ranks[one.type] - ranks[other.type])[0];
  if (hat === undefined) return [];
  const profiles = await world.crm.people.profilesIn(organisationId, reach[profile][hat.type]);
  return [...new Set(profiles.map(({ personId }) => personId))].filter((id) => id !== person.id);
}

/** Throws where somebody may not write to somebody; within a conversation there are fewer rules. */
export async function requireMayWrite(
  world: World,
  sender: Person,
  recipientId: number,
  profile: CrmProfileName,
): Promise<void> {
  const organisationId = await contextOf(world, sender, profile);
  const hat = await hatIn(world, sender, organisationId);
  if (await world.crm.messages.hasBetween(sender.id, recipientId, organisationId)) return;
  if (profile === 'documented') {
    if (!(await recipientsOf(world, sender, profile)).includes(recipientId)) throw outsiders();
    return;
  }
  if (hat.type === 'vendor') return;
  if (hat.type === 'customer') throw repliesOnly();
  const vendors =
    organisationId === null ? [] : await world.crm.people.profilesIn(organisationId, ['vendor']);
  if (!vendors.some(({ personId }) => personId === recipientId)) throw employeesOnly();
}
