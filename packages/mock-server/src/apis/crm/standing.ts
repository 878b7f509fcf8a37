import type { CrmProfile, ProfileType } from '../../world/crm/types';
import type { Person } from '../../world/types';
import type { World } from '../../world/world';
import { Crash } from '../django/answers';
import { sentence } from './answers';
import type { Caller } from './authentication';
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
  deployed: { vendor: ['employee'], employee: ['vendor'], customer: ['vendor', 'employee'] },
};

const activeProfiles = async (world: World, person: Person): Promise<CrmProfile[]> =>
  (await world.crm.people.profilesOf(person.id)).filter(({ status }) => status === 'active');

/** The hat somebody wears now. */
export async function wornHat(world: World, person: Person): Promise<CrmProfile | undefined> {
  const active = await activeProfiles(world, person);
  return active.find(({ isPrimary }) => isPrimary) ?? active[0];
}

/**
 * Which organisation everything is filed under for somebody now. A customer's token was observed to have none, and
 * their session the first they buy from.
 */
export async function contextOf(
  world: World,
  { person, isSession }: Caller,
  profile: CrmProfileName,
): Promise<number | null> {
  const worn = await wornHat(world, person);
  if (worn === undefined) return null;
  if (worn.type !== 'customer' || profile === 'documented') return worn.organisationId;
  if (!isSession) return null;
  const active = await activeProfiles(world, person);
  const first = active.find(({ type, organisationId }) => type === 'customer' && organisationId !== null);
  return first?.organisationId ?? null;
}

/** The hat that counts in a context, if there is one. */
async function hatIn(
  world: World,
  person: Person,
  organisationId: number | null,
): Promise<CrmProfile | undefined> {
  const fitting = (await activeProfiles(world, person)).filter(
    (profile) => profile.organisationId === organisationId,
  );
  return fitting.sort((one, other) => ranks[one.type] - ranks[other.type])[0];
}

/** The people somebody is offered to write to. */
export async function recipientsOf(world: World, caller: Caller, profile: CrmProfileName): Promise<number[]> {
  const { person } = caller;
  const { people } = world.crm;
  const organisationId = await contextOf(world, caller, profile);
  if (organisationId === null) return [];
  const hat = await hatIn(world, person, organisationId);
  if (hat === undefined) return [];
  const types = reach[profile][hat.type];
  const breaks = profile === 'deployed' && types.includes('employee');
  if (breaks && (await people.hasEmployeeWithoutAccount(organisationId))) throw new Crash();
  const profiles = await people.profilesIn(organisationId, types);
  return [...new Set(profiles.map(({ personId }) => personId))].filter((id) => id !== person.id);
}

/** Throws where somebody may not write to somebody; within a conversation there are fewer rules. */
export async function requireMayWrite(
  world: World,
  caller: Caller,
  recipientId: number,
  profile: CrmProfileName,
): Promise<void> {
  const organisationId = await contextOf(world, caller, profile);
  const hat = await hatIn(world, caller.person, organisationId);
  if (hat === undefined) throw noProfile();
  if (await world.crm.messages.hasBetween(caller.person.id, recipientId, organisationId)) return;
  if (profile === 'documented') {
    if (!(await recipientsOf(world, caller, profile)).includes(recipientId)) throw outsiders();
    return;
  }
  if (hat.type === 'vendor') return;
  if (hat.type === 'customer') throw repliesOnly();
  const vendors =
    organisationId === null ? [] : await world.crm.people.profilesIn(organisationId, ['vendor']);
  if (!vendors.some(({ personId }) => personId === recipientId)) throw employeesOnly();
}
